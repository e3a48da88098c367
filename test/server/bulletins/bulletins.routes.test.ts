import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bulletin, BulletinFacts } from '#core/api/bulletins.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { close } from '../closings/close.ts'
import { closeAndSign, sign } from './sign.ts'

const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-bulletins-'))

eachEngine('a bulletin, from the closing to the issue', connection => {
  let stage: Stage
  let at: string
  beforeAll(async () => {
    stage = await openStage(connection(), data_dir)
    at = `${stage.at}/bulletins`
    for (const i of [0, 1, 3])
      await post(stage, `${stage.at}/observations`, {
        subject: stage.cast.compounds[i],
        indicator: 'management',
        value: 'professional',
        effective_on: '2024-10-02',
      })
  })
  afterAll(() => stage.close())

  const put = (id: number, payload: unknown) =>
    ask(stage, `${at}/${id}`, {
      method: 'PUT',
      payload: JSON.stringify(payload),
      headers: { 'content-type': 'application/json' },
    })
  const begin = async (closing: number, template = 'monthly_ranking') =>
    (await post(stage, at, { closing, template })).json<Bulletin>()
  const saying = ({ text }: Bulletin, said: string) => ({
    ...text,
    blocks: [...text.blocks, { kind: 'paragraph' as const, text: said }],
  })

  let bulletin: Bulletin
  test('is begun from the plan’s wording: sentences by thresholds, placeholders and no figure', async () => {
    const closing = await close(connection(), stage.document.id, { from_on: '2024-10-01', as_of: '2024-10-16' })
    bulletin = await begin(closing)
    expect(bulletin).toMatchObject({
      closing,
      version: 1,
      form: 'brief',
      number: null,
      next_number: 1,
      files: [],
      typed: [],
    })
    const said = bulletin.text.blocks.flatMap(block => ('text' in block ? [block.text] : [])).join('\n')
    expect(said).toContain('已落实物业管理{已落实}{单位}')
    expect(said).toContain('还差{距节点还差}')
    expect(said).not.toContain('{问题数}')
    expect((await begin(closing)).id).toBe(bulletin.id)
    expectProblem(await post(stage, at, { closing, template: 'nothing' }), 422, 'template_refused')
    expectProblem(await post(stage, at, { closing: 999_999, template: 'monthly_ranking' }), 404, 'unknown_closing')
  })

  test('its facts are the figures of the two times', async () => {
    const { values, tables } = (await ask(stage, `${at}/${bulletin.id}/facts`)).json<BulletinFacts>()
    expect(values).toMatchObject({ 底数: '6', 已落实: '0', 完成率: '0.0%', 截至日期: '10月16日', 月份: '10月' })
    expect(tables.totals_community.rows).toHaveLength(4)
  })

  test('an unknown placeholder is named and nothing is saved; a typed figure is pointed out', async () => {
    const refused = await put(bulletin.id, { version: 1, text: saying(bulletin, '共{没有这个}个。') })
    expectProblem(refused, 422, 'template_refused')
    const path = `/blocks/${bulletin.text.blocks.length}/text`
    expect(refused.json().faults).toEqual([{ path, value: '没有这个', reason: '没有这个占位符' }])
    const saved = await put(bulletin.id, { version: 1, text: saying(bulletin, '已完成 5 个，还差{距节点还差}个。') })
    expect(saved.json()).toMatchObject({ version: 2, typed: [{ path, figure: '5 个' }] })
    expectProblem(await put(bulletin.id, { version: 1, text: bulletin.text }), 409, 'changed_meanwhile')
    bulletin = saved.json()
  })

  test('a draft is a file marked as one, and is issued only once the figures are signed', async () => {
    const draft = await ask(stage, `${at}/${bulletin.id}/file?kind=docx`)
    expect(documentOf(draft.rawPayload)).toContain('征求意见稿')
    expectProblem(await post(stage, `${at}/${bulletin.id}/issue`, { version: 2 }), 409, 'wrong_state')
    await sign(connection(), stage.document.id, bulletin.closing)
    const key = { 'idempotency-key': 'issue-it-once' }
    const issued = await post(stage, `${at}/${bulletin.id}/issue`, { version: 2 }, key)
    expect(issued.json()).toMatchObject({ number: 1, year: 2024, issued_on: '2024-10-18', next_number: null })
    bulletin = issued.json()
    expect((await post(stage, `${at}/${bulletin.id}/issue`, { version: 2 }, key)).json()).toEqual(bulletin)
    expectProblem(await post(stage, `${at}/${bulletin.id}/issue`, { version: 2 }), 409, 'wrong_state')
    expectProblem(await put(bulletin.id, { version: 2, text: bulletin.text }), 409, 'wrong_state')
  })

  test('what was issued is handed out as it was, by its hash', async () => {
    expect(bulletin.files.map(({ kind }) => kind)).toEqual(['docx', 'xlsx'])
    for (const { kind, sha256 } of bulletin.files) {
      const { rawPayload } = await ask(stage, `${at}/${bulletin.id}/file?kind=${kind}`)
      expect(createHash('sha256').update(rawPayload).digest('hex')).toBe(sha256)
      expect(readFileSync(join(data_dir, 'files', sha256.slice(0, 2), sha256))).toEqual(rawPayload)
    }
    const { rawPayload } = await ask(stage, `${at}/${bulletin.id}/file?kind=docx`)
    expect(documentOf(rawPayload)).toContain('第1期')
    expect(documentOf(rawPayload)).not.toMatch(/征求意见稿|[{}]/)
  })

  test('the next one has the next number, each template its own', async () => {
    const closing = await closeAndSign(connection(), stage.document.id, { from_on: '2024-09-01', as_of: '2024-09-30' })
    for (const [template, number] of [
      ['monthly_ranking', 2],
      ['monthly_notice', 1],
    ] as const) {
      const { id } = await begin(closing, template)
      expect((await post(stage, `${at}/${id}/issue`, { version: 1 })).json()).toMatchObject({ number })
    }
  })

  test('of superseded figures none is begun or issued', async () => {
    const plan = stage.document.id
    const closing = await closeAndSign(connection(), plan, { as_of: '2024-08-31' })
    const { id } = await begin(closing)
    await close(connection(), plan, { as_of: '2024-08-31', supersedes: closing })
    expectProblem(await post(stage, `${at}/${id}/issue`, { version: 1 }), 409, 'wrong_state')
    expectProblem(await post(stage, at, { closing, template: 'monthly_notice' }), 409, 'wrong_state')
  })
})

const documentOf = (bytes: Uint8Array): string => strFromU8(unzipSync(new Uint8Array(bytes))['word/document.xml']!)
