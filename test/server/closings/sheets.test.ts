import { unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sheet, Sheets } from '#core/api/closing-sheets.ts'
import type { Closing } from '#core/api/closings.ts'
import type { Progress } from '#core/api/progress.ts'
import { addObservations, addVerifications } from '../../../server/observations/observations.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { type Browser, type Office, openOffice } from '../accounts/client.ts'
import { DAY, openScene, type Scene, signedIn } from './cast.ts'

const HOSTILE = '=HYPERLINK("http://x.example","东院")'

eachOwnEngine('the sheet a town checks', connection => {
  let scene: Scene
  let office: Office
  let clerk: Browser
  let second: Browser
  let closing: Closing
  const at = () => `/plans/${scene.plan}/closings/${closing.id}`
  const sheet = async (subject = scene.east) => (await clerk.get(`${at()}/sheet?subject=${subject}`)).json() as Sheet
  const say = (subject: number, indicator: string, value: string, verified = false, effective_on = '2024-06-01') =>
    write(connection(), scene.plan, async (trx, here) => {
      const [id] = await addObservations(trx, here, [{ subject, indicator, value, effective_on }])
      if (verified) await addVerifications(trx, here, [{ observation: id!, verdict: 'verified' }])
    })

  beforeAll(async () => {
    scene = await openScene(connection())
    office = await openOffice(connection())
    clerk = await signedIn(connection(), office, scene.who('zhao'))
    second = await signedIn(connection(), office, scene.who('qian'))
    await say(scene.compounds.e1, 'name', HOSTILE)
    await say(scene.compounds.e2, 'name', '+西院')
    await say(scene.east, 'name', '东关镇')
    await say(scene.compounds.e1, 'management', 'professional', true)
    await say(scene.compounds.e2, 'management', 'floating')
    await say(scene.county, 'roster_frozen', 'true')
    closing = (await clerk.post(`/plans/${scene.plan}/closings`, { purpose: 'meeting', as_of: DAY })).json()
  })
  afterAll(() => office.close())

  test('before the figures are taken it says what is known now, and adds up to the wall’s own figure', async () => {
    const { rows, totals, basis, name, kind } = await sheet()
    expect([name, kind, basis]).toEqual(['东关镇', 'town', 'verified'])
    expect(rows.map(row => [row.subject, row.value, row.verified, row.covered])).toEqual([
      [scene.compounds.e1, 'professional', true, true],
      [scene.compounds.e2, 'floating', false, false],
    ])
    const asked = `as_of=${DAY}&basis=${basis}&scope=${scene.east}&counted_by=count`
    const progress = (await clerk.get(`/plans/${scene.plan}/progress?${asked}`)).json() as Progress
    expect([totals.covered, totals.compounds]).toEqual([progress.total.covered, progress.total.total])
    expect(totals).toEqual({ compounds: 2, covered: 1, additions: 0, households: 200, floor_area: 0 })
  })

  test('a unit’s sheet has the compounds that are its task', async () => {
    const { rows, kind } = await sheet(scene.bureau)
    expect([kind, rows.map(({ subject }) => subject)]).toEqual(['unit', [scene.compounds.e1]])
  })

  test('once they are taken, nothing recorded later is in it', async () => {
    closing = (await second.post(`${at()}/confirm`)).json()
    const before = await sheet()
    expect(before).toMatchObject({ known_at: closing.known_at, known_seq: closing.known_seq })
    await say(scene.compounds.e2, 'management', 'none', true, '2024-06-01')
    await say(scene.compounds.e1, 'name', '东院')
    await say(scene.east, 'name', '东关街道')
    expect(await sheet()).toEqual(before)
    const list = (await clerk.get(`${at()}/sheets`)).json() as Sheets
    expect(list.sheets.find(({ subject }) => subject === scene.east)!.totals).toEqual(before.totals)
  })

  test('as a workbook it prints on A4 with a line to sign on; a name that looks like a formula is text', async () => {
    const answer = await clerk.get(`${at()}/sheet?subject=${scene.east}&format=xlsx`)
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(`核对表-东关镇-${DAY}.xlsx`)}`,
    )
    const file = new Uint8Array(answer.rawPayload)
    const [page] = (await readXlsx(file)).sheets
    const rows = page!.rows.map(row => row.map(cell => cell ?? ''))
    expect(rows[0]![0]).toContain('推进会核对表')
    expect(rows[1]![0]).toContain(`截至：${DAY}`)
    expect(rows[3]!.slice(1, 6)).toEqual(['ce1', `'${HOSTILE}`, 'e1', '底数', '专业化物业'])
    expect(rows[4]![2]).toBe(`'+西院`)
    expect(rows[5]).toEqual(expect.arrayContaining(['合计', 200]))
    expect(rows.at(-1)![0]).toContain('核对人')
    const parts = unzipSync(file)
    const xml = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
    expect(xml).toMatch(/<pageSetup[^>]*paperSize="9"/)
    expect(xml).not.toMatch(/<f[ >]/)
  })
})
