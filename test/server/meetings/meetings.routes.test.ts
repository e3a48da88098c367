import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Meeting } from '#core/api/meetings.ts'
import { addObservations, addVerifications } from '../../../server/observations/observations.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { PDF, PNG } from '../files/contents.ts'
import { documentOf, locate, put } from './stage.ts'

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

eachEngine('the office prepares a meeting', connection => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-meetings-'))
  let stage: Stage
  let compounds: number[]
  let meeting: Meeting
  const open: Stage[] = []
  beforeAll(async () => {
    await using_stage()
  })
  const using_stage = async () => {
    stage = await openStage(connection(), data_dir)
    open.push(stage)
    compounds = stage.cast.compounds
    await locate(connection(), stage)
    const { document } = stage
    await write(connection(), document.id, async (trx, at) => {
      const manage = (i: number, value: string, effective_on: string) => ({
        subject: compounds[i]!,
        indicator: 'management',
        value,
        effective_on,
      })
      const told = [manage(0, 'professional', '2024-05-10'), manage(1, 'floating', '2024-10-08')]
      const ids = await addObservations(trx, at, told)
      await addVerifications(
        trx,
        at,
        ids.map(observation => ({ observation, verdict: 'verified', reason: null })),
      )
    })
    const made = await post(stage, `${stage.at}/meetings`, {
      kind: 'monthly',
      month: '2024-09',
      document: documentOf({ as_of: '2024-09-18', held_on: '2024-09-20' }),
    })
    meeting = made.json()
  }
  beforeEach(async () => {
    meeting = (await ask(stage, at())).json()
  })
  afterAll(async () => {
    for (const each of open) await each.close()
    rmSync(data_dir, { recursive: true })
  })
  const at = () => `${stage.at}/meetings/${meeting.id}`
  const save = (change: object, version = meeting.version) =>
    put(stage, at(), { version, document: { ...meeting.document, ...change } })
  const site = (subject: number, more: object = {}) => ({ subject, kind: 'chosen', ...more })
  const bring = async (bytes: Buffer, subject: number) =>
    ask(stage, `${stage.at}/files?name=photo.png&subject=${subject}`, {
      method: 'POST',
      payload: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    })

  test('方案的节奏：每个月的会期和截至日', async () => {
    const months = (await ask(stage, `${stage.at}/meetings/months`)).json()
    expect(months).toHaveLength(7)
    expect(months.at(-1)).toEqual({ kind: 'monthly', month: '2024-10', held_on: '2024-10-18', as_of: '2024-10-16' })
  })

  test('建议书带着点位和理由；照它建会，只建一次', async () => {
    const proposal = (await ask(stage, `${stage.at}/meetings/proposal?kind=monthly&month=2024-10`)).json()
    expect(proposal.document).toMatchObject({
      title: '2024 年 10 月推进观摩会议',
      place: '项目现场',
      ranks_units: false,
    })
    expect(proposal.document.sites).toEqual([
      { subject: compounds[1], kind: 'best_mover', mode: null },
      { subject: compounds[0], kind: 'example', mode: 'professional' },
      { subject: compounds[5], kind: 'biggest_lag', mode: null },
    ])
    expect(proposal.reasons[1].facts).toMatchObject({ mode: 'professional', since: '2024-05-10', households: 100 })
    const once = { 'idempotency-key': 'october-meeting' }
    const [made, again] = [
      await post(stage, `${stage.at}/meetings`, { kind: 'monthly', month: '2024-10' }, once),
      await post(stage, `${stage.at}/meetings`, { kind: 'monthly', month: '2024-10' }, once),
    ]
    expect(made.json()).toMatchObject({
      version: 1,
      state: 'preparing',
      closing: null,
      recorded_at: null,
      saved_by_name: '本机',
    })
    expect(made.json().document).toEqual(proposal.document)
    expect(again.json()).toEqual(made.json())
    expectProblem(await post(stage, `${stage.at}/meetings`, { kind: 'monthly', month: '2024-10' }), 409, 'wrong_state')
    expect((await ask(stage, `${stage.at}/meetings`)).json().map(({ month }: Meeting) => month)).toEqual([
      '2024-10',
      '2024-09',
    ])
  })

  test.each([
    [{ kind: 'monthly', month: '2024-11' }, 400, 'day_out_of_range'],
    [{ kind: 'monthly', month: '2024-11', document: documentOf() }, 400, 'day_out_of_range'],
    [{ kind: 'monthly', month: '2024-13' }, 400, 'bad_request'],
    [{ kind: 'weekly', month: '2024-10' }, 404, 'unknown_meeting'],
    [{ kind: 'monthly', month: '2024-08', document: documentOf({ as_of: '2024-10-19' }) }, 400, 'range_reversed'],
    [{ kind: 'monthly', month: '2024-08', document: documentOf({ held_on: '2034-10-19' }) }, 400, 'day_out_of_range'],
    [{ kind: 'monthly', month: '2024-08', document: documentOf({ as_of: '2024-02-31' }) }, 400, 'day_out_of_range'],
  ])('不该有的会建不成：%j', async (body, status, code) => {
    expectProblem(await post(stage, `${stage.at}/meetings`, body), status, code)
  })

  test('保存带着版本；别人先存了就说是谁，两边的都不丢', async () => {
    const saved = await save({ place: '东关 0 号院' })
    expect(saved.json()).toMatchObject({ version: meeting.version + 1, document: { place: '东关 0 号院' } })
    const late = await save({ place: '会议室' })
    expectProblem(late, 409, 'changed_meanwhile')
    expect(late.json().current).toMatchObject({ version: meeting.version + 1, account: 'local', account_name: '本机' })
    expect((await ask(stage, at())).json().document.place).toBe('东关 0 号院')
  })

  test('方案外的小区、列了两次的小区、没有的会，都不收', async () => {
    expectProblem(await save({ sites: [site(stage.cast.communities[0]!)] }), 404, 'unknown_subject')
    expectProblem(await save({ sites: [site(999_999)] }), 404, 'unknown_subject')
    expectProblem(await save({ sites: [site(compounds[0]!), site(compounds[0]!)] }), 422, 'value_refused')
    expectProblem(
      await put(stage, `${stage.at}/meetings/999999`, { version: 1, document: documentOf() }),
      404,
      'unknown_meeting',
    )
    expect((await ask(stage, at())).json()).toEqual(meeting)
  })

  test('照片要是该小区的照片：别的小区的、不是照片的、没上传过的都不收', async () => {
    await bring(PNG, compounds[0]!)
    await bring(PDF, compounds[0]!)
    expectProblem(await bring(Buffer.from('not a photo'), compounds[0]!), 415, 'wrong_media_type')
    expectProblem(await save({ sites: [site(compounds[1]!, { after: [sha(PNG)] })] }), 404, 'unknown_file')
    expectProblem(await save({ sites: [site(compounds[0]!, { after: [sha(PDF)] })] }), 404, 'unknown_file')
    expectProblem(await save({ sites: [site(compounds[0]!, { before: ['a'.repeat(64)] })] }), 404, 'unknown_file')
    expect((await save({ sites: [site(compounds[0]!, { before: [sha(PNG)] })] })).statusCode).toBe(200)
  })

  test('会上的照片凡能看会的都能看；没有列进会的、删除了的看不到', async () => {
    const other = Buffer.concat([PNG, Buffer.from('other')])
    await bring(PNG, compounds[0]!)
    await bring(PDF, compounds[0]!)
    await bring(other, compounds[0]!)
    await save({ sites: [site(compounds[0]!, { before: [sha(PNG)], after: [sha(other)] })] })
    const photo = await ask(stage, `${at()}/photos/${sha(PNG)}`)
    expect(photo.rawPayload).toEqual(PNG)
    expect(photo.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=3600',
      'content-disposition': 'inline',
    })
    expect(
      (await ask(stage, `${at()}/photos/${sha(PNG)}`, { headers: { 'if-none-match': photo.headers.etag as string } }))
        .statusCode,
    ).toBe(304)
    expectProblem(await ask(stage, `${at()}/photos/${sha(PDF)}`), 404, 'unknown_file')
    await post(stage, `${stage.at}/files/${sha(other)}/erase`, { reason: '当事人要求删除' })
    expectProblem(await ask(stage, `${at()}/photos/${sha(other)}`), 404, 'unknown_file')
    meeting = (await ask(stage, at())).json()
    expect((await save({ place: '照片删了照样能存' })).statusCode).toBe(200)
    meeting = (await ask(stage, at())).json()
    await save({ sites: [] })
    expectProblem(await ask(stage, `${at()}/photos/${sha(PNG)}`), 404, 'unknown_file')
  })
})
