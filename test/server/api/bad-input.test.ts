import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { addCast } from '../../helpers/play-story.ts'
import { ask, expectProblem, openStage, post, type Stage } from './stage.ts'

const ALL = ['progress', 'curve', 'timeline', 'ledger', 'compounds']

eachOwnEngine('bad input', connection => {
  let stage: Stage
  let elsewhere: number
  beforeAll(async () => {
    stage = await openStage(connection())
    elsewhere = (await addCast(connection(), (await newPlan(connection())).id)).compounds[0]!
  })
  afterAll(() => stage.close())

  const stored = async () => {
    const { rows } = await sql<{ n: number }>`
      select ((select count(*) from observation) + (select count(*) from verification) + (select count(*) from plan_write))::int as n`.execute(
      connection().db,
    )
    return rows[0]!.n
  }

  describe('questions', () => {
    test.each([...ALL, 'divisions', 'events', 'tiles.json', ''].map(path => [path]))(
      'an unknown plan: %s',
      async path =>
        expectProblem(await ask(stage, `/api/plans/no-such-plan/${path}`.replace(/\/$/, '')), 404, 'unknown_plan'),
    )

    test.each(
      ALL.flatMap(path => [
        [`${path}?as_of=2024-02-31`, 'day_out_of_range'],
        [`${path}?as_of=1999-01-01`, 'day_out_of_range'],
        [`${path}?as_of=2031-01-01`, 'day_out_of_range'],
        [`${path}?as_of=yesterday`, 'bad_request'],
        [`${path}?known_at=2024-02-31T00:00:00Z`, 'bad_request'],
        [`${path}?known_at=2024-05-01T99:99:99Z`, 'bad_request'],
        [`${path}?known_at=2024-05-01`, 'bad_request'],
        [`${path}?drop=table`, 'unknown_field'],
      ]).filter(([url]) => !url!.startsWith('timeline?as_of')),
    )('%s is %s', async (url, code) => expectProblem(await ask(stage, `${stage.at}/${url}`), 400, code))

    test.each([
      ['curve?from=2024-10-01&to=2024-03-11', 400, 'range_reversed'],
      ['curve?from=2024-02-31', 400, 'day_out_of_range'],
      ['progress?indicator=no_such', 404, 'unknown_indicator'],
      ['progress?indicator=x%27%20or%201=1', 400, 'bad_request'],
      ['progress?scope=999999999', 404, 'unknown_subject'],
      ['progress?scope=-1', 400, 'bad_request'],
      ['progress?scope=x', 400, 'bad_request'],
      ['progress?scope=1.5', 400, 'bad_request'],
      ['progress?scope=1e300', 400, 'bad_request'],
      ['progress?by=street', 400, 'bad_request'],
      ['progress?by=%00', 400, 'bad_request'],
      [`progress?by=${'x'.repeat(33)}`, 400, 'bad_request'],
      ['progress?basis=rumoured', 400, 'bad_request'],
      ['progress?counted_by=heads', 400, 'bad_request'],
      ['timeline?since=-1', 400, 'bad_request'],
      ['timeline?since=1e300', 400, 'bad_request'],
      ['divisions?level=%00', 400, 'bad_request'],
      ['divisions?format=xml', 400, 'bad_request'],
      ['compounds?limit=1e9', 400, 'bad_request'],
      ['compounds?limit=-5', 400, 'bad_request'],
      ['compounds?limit=0', 400, 'bad_request'],
      ['compounds?cursor=-1', 400, 'bad_request'],
      ['compounds?bbox=1,2,3', 400, 'bad_request'],
      ['compounds?bbox=113,34,112,35', 400, 'range_reversed'],
      ['compounds?bbox=1.2.3,2,3,4', 400, 'range_reversed'],
      ['compounds?bbox=-999,-99,999,99', 400, 'range_reversed'],
      ['compounds?q=', 400, 'bad_request'],
      [`compounds?q=${'x'.repeat(41)}`, 400, 'bad_request'],
      ['compounds?format=exe', 400, 'bad_request'],
      ['compounds/999999999', 404, 'unknown_subject'],
      ['compounds/0', 400, 'bad_request'],
      ['compounds/1e300', 400, 'bad_request'],
      ['compounds/abc', 400, 'bad_request'],
      ['nothing-here', 404, 'not_found'],
    ])('%s: %i %s', async (url, status, code) => expectProblem(await ask(stage, `${stage.at}/${url}`), status, code))

    test.each([
      ['/api/plans/%zz', 400, 'bad_request'],
      ['/api/plans/NO', 400, 'bad_request'],
      ['/api/plans/..%2f..%2fetc%2fpasswd', 400, 'bad_request'],
      ['/api/nowhere', 404, 'not_found'],
    ])('%s: %i', async (url, status, code) => expectProblem(await ask(stage, url), status, code))

    test('a subject of another plan is unknown here', async () =>
      expectProblem(await ask(stage, `${stage.at}/compounds/${elsewhere}`), 404, 'unknown_subject'))
  })

  describe('observations', () => {
    const good = () => ({
      subject: stage.cast.compounds[0]!,
      indicator: 'unit_yard',
      value: true,
      effective_on: '2024-05-02',
    })
    test.each<[string, number, string, () => object]>([
      ['an unknown field', 400, 'unknown_field', () => ({ role: 'administrator' })],
      ['a field of the prototype', 400, 'bad_request', () => JSON.parse('{"__proto__":{"a":1}}')],
      ['a number as text', 400, 'bad_request', () => ({ subject: String(stage.cast.compounds[0]) })],
      ['a subject beyond every number', 400, 'bad_request', () => ({ subject: 1e300 })],
      ['no value', 400, 'bad_request', () => ({ value: undefined })],
      ['an over-long value', 400, 'bad_request', () => ({ indicator: 'name', value: '东'.repeat(501) })],
      ['an over-long note', 400, 'bad_request', () => ({ note: 'x'.repeat(501) })],
      ['too much evidence', 400, 'bad_request', () => ({ evidence: Array(21).fill('photo') })],
      ['NUL in the value', 400, 'bad_request', () => ({ indicator: 'name', value: 'a\u0000b' })],
      ['NUL in the note', 400, 'bad_request', () => ({ note: '\u0000' })],
      ['half a character in the note', 422, 'value_refused', () => ({ note: '\ud800' })],
      ['half a character in the value', 422, 'value_refused', () => ({ indicator: 'name', value: '\udc00东' })],
      ['null with nothing to withdraw', 422, 'value_refused', () => ({ value: null })],
      ['an unknown indicator', 404, 'unknown_indicator', () => ({ indicator: 'no_such' })],
      ['a derived indicator', 422, 'value_refused', () => ({ indicator: 'coverage' })],
      ['a choice the plan does not have', 422, 'value_refused', () => ({ indicator: 'management', value: 'nobody' })],
      ['a count that is none', 422, 'value_refused', () => ({ indicator: 'households', value: 3.5 })],
      ['a day that is none', 422, 'value_refused', () => ({ indicator: 'due_on', value: '2024-02-31' })],
      ['a reference to nothing', 422, 'value_refused', () => ({ indicator: 'community', value: 999_999_999 })],
      ['a reference to another plan', 422, 'value_refused', () => ({ indicator: 'merged_into', value: elsewhere })],
      ['a subject of the wrong kind', 422, 'value_refused', () => ({ subject: stage.cast.county })],
      ['a subject of another plan', 404, 'unknown_subject', () => ({ subject: elsewhere })],
      ['no such subject', 404, 'unknown_subject', () => ({ subject: 999_999_999 })],
      ['no such organisation', 422, 'value_refused', () => ({ organisation: 999_999_999 })],
      ['no such correction', 404, 'unknown_observation', () => ({ replaces: 999_999_999 })],
      ['the 31st of February', 400, 'day_out_of_range', () => ({ effective_on: '2024-02-31' })],
      ['a day after the plan', 400, 'day_out_of_range', () => ({ effective_on: '2025-01-01' })],
      ['a day before memory', 422, 'value_refused', () => ({ effective_on: '1989-01-01' })],
      ['a month that is none', 400, 'bad_request', () => ({ period: '2024-13' })],
    ])('%s: %i %s, and nothing stored', async (_what, status, code, wrong) => {
      const before = await stored()
      const text = JSON.stringify({ ...good(), ...wrong() })
      const answer = await ask(stage, `${stage.at}/observations`, {
        method: 'POST',
        payload: _what === 'a field of the prototype' ? text.replace('{', '{"__proto__":{"a":1},') : text,
        headers: { 'content-type': 'application/json' },
      })
      expectProblem(answer, status, code)
      expect(await stored()).toBe(before)
    })

    test.each<[string, string, string, number, string]>([
      ['a form', 'application/x-www-form-urlencoded', 'subject=1', 415, 'wrong_media_type'],
      ['plain text', 'text/plain', '{}', 415, 'wrong_media_type'],
      ['XML', 'application/xml', '<a/>', 415, 'wrong_media_type'],
      ['nothing', 'application/json', '', 400, 'bad_request'],
      ['broken JSON', 'application/json', '{"subject": 1,', 400, 'bad_request'],
      ['a list', 'application/json', '[]', 400, 'bad_request'],
      [
        'JSON 100,000 deep',
        'application/json',
        `{"subject":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
        400,
        'bad_request',
      ],
      [
        '1e999',
        'application/json',
        '{"subject":1,"indicator":"score","value":1e999,"effective_on":"2024-05-02"}',
        422,
        'value_refused',
      ],
      ['more than a megabyte', 'application/json', JSON.stringify({ note: 'x'.repeat(1_100_000) }), 413, 'too_large'],
      ['300,000 faults', 'application/json', `{"evidence":[${'0,'.repeat(300_000)}0]}`, 400, 'bad_request'],
    ])('%s', async (_what, type, payload, status, code) => {
      const before = await stored()
      const answer = await ask(stage, `${stage.at}/observations`, {
        method: 'POST',
        payload,
        headers: { 'content-type': type },
      })
      expectProblem(answer, status, code)
      expect(answer.body.length).toBeLessThan(20_000)
      expect(await stored()).toBe(before)
    })

    test('an unknown plan', async () =>
      expectProblem(await post(stage, '/api/plans/no-such/observations', good()), 404, 'unknown_plan'))

    test('from another machine nothing is taken', async () => {
      const answer = await ask(stage, `${stage.at}/observations`, {
        method: 'POST',
        payload: good(),
        remoteAddress: '192.168.1.7',
      })
      expectProblem(answer, 403, 'not_allowed')
    })

    test('a correction of another subject or another indicator', async () => {
      const { id } = (await post(stage, `${stage.at}/observations`, good())).json()
      for (const wrong of [{ subject: stage.cast.compounds[1] }, { indicator: 'households', value: 3 }])
        expectProblem(
          await post(stage, `${stage.at}/observations`, { ...good(), ...wrong, replaces: id }),
          422,
          'value_refused',
        )
    })

    test('a verification of nothing, without a reason, or with an unknown verdict', async () => {
      const { id } = (await post(stage, `${stage.at}/observations`, good())).json()
      const verify = (of: unknown, body: object) => post(stage, `${stage.at}/observations/${of}/verification`, body)
      expectProblem(await verify(999_999_999, { verdict: 'verified' }), 404, 'unknown_observation')
      expectProblem(await verify(0, { verdict: 'verified' }), 400, 'bad_request')
      expectProblem(await verify(id, { verdict: 'returned' }), 422, 'value_refused')
      expectProblem(await verify(id, { verdict: 'liked' }), 400, 'bad_request')
      expectProblem(await verify(id, { verdict: 'verified', status: 'x' }), 400, 'unknown_field')
    })
  })
})
