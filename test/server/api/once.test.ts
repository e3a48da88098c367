import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { expectProblem, openStage, post, type Stage } from './stage.ts'

eachEngine('a key makes a write happen once', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const send = (key: string, more: object = {}) =>
    post(
      stage,
      `${stage.at}/observations`,
      { subject: stage.cast.compounds[0], indicator: 'unit_yard', value: true, effective_on: '2024-05-02', ...more },
      { 'idempotency-key': key },
    )
  const notes = async () =>
    (
      await connection()
        .db.selectFrom('observation')
        .select('note')
        .where('plan', '=', stage.document.id)
        .where('note', 'is not', null)
        .execute()
    ).map(row => row.note)

  test('sent again it answers as before and adds nothing', async () => {
    const first = await send('key-number-one', { note: 'first' })
    const again = await send('key-number-one', { note: 'first' })
    expect([first.statusCode, again.statusCode]).toEqual([201, 201])
    expect(again.json()).toEqual(first.json())
    expect((await notes()).filter(note => note === 'first')).toHaveLength(1)
  })

  test('with another request it is refused', async () => {
    await send('key-number-two', { note: 'second' })
    expectProblem(await send('key-number-two', { note: 'other' }), 409, 'key_reused')
    expect(await notes()).not.toContain('other')
  })

  test('a key too short or too long is none', async () => {
    for (const key of ['short', 'x'.repeat(101)]) expectProblem(await send(key), 400, 'bad_request')
  })

  test('a verification too', async () => {
    const { id } = (await send('key-number-six')).json()
    const verify = (verdict: string) =>
      post(
        stage,
        `${stage.at}/observations/${id}/verification`,
        { verdict, reason: '核对' },
        { 'idempotency-key': 'key-of-verdict' },
      )
    const first = await verify('verified')
    expect((await verify('verified')).json()).toEqual(first.json())
    expectProblem(await verify('returned'), 409, 'key_reused')
  })

  /** As a client does: a server that is busy is asked again with the same key. */
  const sendUntilHeard = async (...asked: Parameters<typeof send>): ReturnType<typeof send> => {
    const answer = await send(...asked)
    return answer.statusCode === 503 ? sendUntilHeard(...asked) : answer
  }

  test('120 requests with 40 keys at the same time are 40 observations', async () => {
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, i) => sendUntilHeard(`race-${i % 40}-of-forty`, { note: `race ${i % 40}` })),
    )
    expect(new Set(answers.map(answer => answer.statusCode))).toEqual(new Set([201]))
    expect(new Set(answers.map(answer => answer.json().id)).size).toBe(40)
    expect((await notes()).filter(note => note?.startsWith('race')).sort()).toEqual(
      Array.from({ length: 40 }, (_, i) => `race ${i}`).sort(),
    )
  })
})
