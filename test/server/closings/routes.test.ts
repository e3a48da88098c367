import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Closing } from '#core/api/closings.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { type Browser, type Office, openOffice, outcome } from '../accounts/client.ts'
import { DAY, type Name, openScene, type Scene, signedIn } from './cast.ts'

const PEOPLE = ['zhao', 'qian', 'sun', 'east', 'bureau', 'yard', 'chief'] as const

eachOwnEngine('closing the figures', connection => {
  let scene: Scene
  let office: Office
  let day = 0
  const browsers = new Map<Name, Browser>()
  beforeAll(async () => {
    scene = await openScene(connection())
    office = await openOffice(connection())
    for (const name of PEOPLE) browsers.set(name, await signedIn(connection(), office, scene.who(name)))
  })
  afterAll(() => office.close())

  const as = (name: Name) => browsers.get(name)!
  const at = () => `/plans/${scene.plan}/closings`
  const some = () => {
    day += 1
    return new Date(Date.UTC(2024, 4, day)).toISOString().slice(0, 10)
  }
  const propose = (name: Name, said: object = {}, headers = {}) =>
    as(name).post(at(), { purpose: 'meeting', as_of: some(), ...said }, headers)
  const proposed = async (said: object = {}) => (await propose('zhao', said)).json() as Closing
  const step = (name: Name, { id }: Pick<Closing, 'id'>, what: string, body?: object) =>
    as(name).post(`${at()}/${id}/${what}`, body)
  const confirmed = async (said: object = {}) => (await step('qian', await proposed(said), 'confirm')).json() as Closing
  const writes = async () =>
    (
      await connection()
        .db.selectFrom('plan_head')
        .select('seq')
        .where('plan', '=', scene.plan)
        .executeTakeFirstOrThrow()
    ).seq

  test('one proposes, another confirms: the figures are those of the confirming write, under the plan’s seal', async () => {
    const closing = await proposed({ as_of: DAY })
    expect(closing).toMatchObject({
      ...{ title: '推进会', from_on: '2024-10-01', as_of: DAY, state: 'proposed', account: scene.who('zhao') },
      ...{ known_seq: null, known_at: null, seal: null, supersedes: null, superseded_by: null, steps: [] },
    })
    const answer = await step('qian', closing, 'confirm')
    expect(outcome(answer)).toBe('200 ok')
    const now = answer.json() as Closing
    const write = await connection()
      .db.selectFrom('plan_write')
      .selectAll()
      .where('plan', '=', scene.plan)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(write).toMatchObject({ action: 'closing_confirmed', account: scene.who('qian') })
    expect([now.state, now.known_seq, now.known_at]).toEqual(['confirmed', write.seq, write.recorded_at])
    const { hash } = await connection()
      .db.selectFrom('seal')
      .select('hash')
      .where('plan', '=', scene.plan)
      .where('seq', '=', write.seq)
      .executeTakeFirstOrThrow()
    expect(now.seal).toBe(Buffer.from(hash as unknown as Uint8Array).toString('hex'))
    expect((await as('yard').get(`${at()}/${now.id}/seal`)).json()).toMatchObject({
      kept: now.answers_sha256,
      same: true,
    })
    expect((await as('yard').get(`${at()}/${now.id}`)).json()).toEqual(now)
    expect((await as('yard').get(at())).json()[0]).toEqual(now)
  })

  test('it is reviewed, sent back, reviewed again and signed by a leader', async () => {
    const closing = await confirmed()
    for (const [name, what, body] of [
      ['sun', 'review'],
      ['zhao', 'return', { text: '东镇的数再核一遍' }],
      ['sun', 'review'],
      ['chief', 'sign'],
    ] as const)
      expect(outcome(await step(name, closing, what, body))).toBe('200 ok')
    const signed = (await as('chief').get(`${at()}/${closing.id}`)).json() as Closing
    expect(signed.state).toBe('signed')
    expect(signed.steps.map(({ kind, account, text }) => [kind, account, text])).toEqual([
      ['confirmed', scene.who('qian'), null],
      ['reviewed', scene.who('sun'), null],
      ['returned', scene.who('zhao'), '东镇的数再核一遍'],
      ['reviewed', scene.who('sun'), null],
      ['signed', scene.who('chief'), null],
    ])
    expect(signed.known_seq).toBe(closing.known_seq)
  })

  test('a town and a unit find their sheets right, or say what is wrong', async () => {
    const closing = await confirmed()
    expect(outcome(await step('east', closing, 'check', { subject: scene.east }))).toBe('200 ok')
    const said = { subject: scene.bureau, objection: '机关家属院九月已签约，未计入' }
    expect(outcome(await step('bureau', closing, 'check', said))).toBe('200 ok')
    const { sheets } = (await as('zhao').get(`${at()}/${closing.id}/sheets`)).json()
    const brief = (sheets as { subject: number; kind: string; state: string; text: string | null }[]).map(each => [
      each.subject,
      each.kind,
      each.state,
      each.text,
    ])
    expect(brief).toEqual([
      [scene.east, 'town', 'checked', null],
      [scene.west, 'town', 'waiting', null],
      [scene.bureau, 'unit', 'objected', said.objection],
    ])
  })

  test('a new one supersedes the standing one with a reason; both say so', async () => {
    const first = await confirmed()
    const again = await proposed({ as_of: first.as_of, supersedes: first.id, reason: '东镇漏报' })
    expect(again).toMatchObject({ supersedes: first.id, reason: '东镇漏报' })
    await step('sun', again, 'confirm')
    expect((await as('zhao').get(`${at()}/${first.id}`)).json()).toMatchObject({
      state: 'superseded',
      superseded_by: again.id,
    })
  })

  test('sent again with its key, it is done once', async () => {
    const headers = { 'idempotency-key': `closing-${scene.plan}` }
    const said = { purpose: 'meeting', as_of: some() }
    const [one, other] = [await as('zhao').post(at(), said, headers), await as('zhao').post(at(), said, headers)]
    expect([one.statusCode, other.json()]).toEqual([201, one.json()])
    expect(outcome(await as('zhao').post(at(), { ...said, as_of: some() }, headers))).toBe('409 key_reused')
    const key = { 'idempotency-key': `confirm-${scene.plan}` }
    const confirm = () => as('qian').post(`${at()}/${one.json().id}/confirm`, undefined, key)
    expect([outcome(await confirm()), outcome(await confirm())]).toEqual(['200 ok', '200 ok'])
  })

  describe('is refused by name, and nothing is left behind', () => {
    let one: Closing
    let standing: Closing
    beforeAll(async () => {
      one = await proposed()
      standing = await confirmed()
    })
    const before = () => ({ as_of: standing.as_of })
    const CASES: [string, string, () => Promise<{ statusCode: number }>][] = [
      ['by the same person', '409 same_person', () => step('zhao', one, 'confirm')],
      ['a second time', '409 wrong_state', () => step('sun', standing, 'confirm')],
      ['signed before it was reviewed', '409 wrong_state', () => step('chief', standing, 'sign')],
      ['dropped after it was confirmed', '409 wrong_state', () => step('zhao', standing, 'drop', { text: '不要了' })],
      ['a second one for the same day', '409 closing_taken', () => propose('zhao', before())],
      ['of a day to come', '400 day_out_of_range', () => propose('zhao', { as_of: '2024-10-19' })],
      ['of a month outside the plan', '400 day_out_of_range', () => propose('zhao', { as_of: '2020-05-01' })],
      ['from a day before the plan', '400 day_out_of_range', () => propose('zhao', { from_on: '2024-03-01' })],
      ['of a day that is none', '400 day_out_of_range', () => propose('zhao', { as_of: '2024-02-30' })],
      ['backwards', '400 range_reversed', () => propose('zhao', { as_of: '2024-05-01', from_on: '2024-06-01' })],
      ['for what the plan does not publish', '422 value_refused', () => propose('zhao', { purpose: 'weekly' })],
      ['for a meeting there is none of', '404 unknown_meeting', () => propose('zhao', { meeting: 999_999 })],
      [
        'in place of one there is none of',
        '404 unknown_closing',
        () => propose('zhao', { supersedes: 999_999, reason: '无' }),
      ],
      ['again without a reason', '422 value_refused', () => propose('zhao', { ...before(), supersedes: standing.id })],
      ['with a reason for nothing', '422 value_refused', () => propose('zhao', { reason: '无' })],
      [
        'in place of one not yet confirmed',
        '409 closing_taken',
        () => propose('zhao', { supersedes: one.id, reason: '无' }),
      ],
      ['checked by the town beside', '403 not_allowed', () => step('east', standing, 'check', { subject: scene.west })],
      [
        'checked by a unit for another',
        '403 not_allowed',
        () => step('bureau', standing, 'check', { subject: scene.east }),
      ],
      [
        'checked for a compound',
        '404 unknown_subject',
        () => step('zhao', standing, 'check', { subject: scene.compounds.e1 }),
      ],
      [
        'checked for nothing there is',
        '422 value_refused',
        () => step('zhao', standing, 'check', { subject: 999_999_999 }),
      ],
      [
        'checked by a community',
        '403 not_allowed',
        () => step('yard', standing, 'check', { subject: scene.communities.e1 }),
      ],
      ['proposed by a leader', '403 not_allowed', () => propose('chief')],
      ['returned without a word', '400 bad_request', () => step('zhao', standing, 'return', { text: '' })],
      ['with a field nobody knows', '400 unknown_field', () => propose('zhao', { state: 'signed' })],
      ['of a closing there is none of', '404 unknown_closing', () => step('qian', { id: 999_999 }, 'confirm')],
      [
        'of a plan there is none of',
        '404 unknown_plan',
        () => as('zhao').post('/plans/nowhere/closings', { purpose: 'meeting', as_of: DAY }),
      ],
      [
        'a sheet of who has none',
        '404 unknown_subject',
        () => as('zhao').get(`${at()}/${standing.id}/sheet?subject=${scene.county}`),
      ],
    ]
    test.each(CASES)('%s', async (_name, expected, attempt) => {
      const seq = await writes()
      const answer = (await attempt()) as Awaited<ReturnType<Browser['get']>>
      expect(outcome(answer)).toBe(expected)
      expect(answer.json().detail).toMatch(/[一-鿿].*。/u)
      expect(await writes()).toBe(seq)
    })

    test('signed by who reviewed it', async () => {
      const closing = await confirmed()
      await step('sun', closing, 'review')
      expect(outcome(await step('sun', closing, 'sign'))).toBe('409 same_person')
    })
  })
})
