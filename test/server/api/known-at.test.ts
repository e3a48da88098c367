import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Progress } from '#core/api/progress.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { createPlan, revisePlan } from '../../../server/plans/plans.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addDivisions, addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { square } from '../db/square.ts'
import { ask, openStage, post, type Stage } from './stage.ts'

eachEngine('what was known then', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const report = (i: number, value: unknown, more: object = {}) =>
    post(stage, `${stage.at}/observations`, {
      subject: stage.cast.compounds[i],
      indicator: 'management',
      value,
      effective_on: '2024-05-02',
      ...more,
    })

  test('an answer for a past day and knowledge never changes while later rows arrive', async () => {
    const { id } = (await report(0, 'professional')).json()
    await report(1, 'none')
    const { recorded_at } = (await report(2, 'floating')).json()
    const { county, communities, compounds } = stage.cast
    const urls = [
      'progress',
      'progress?basis=verified&counted_by=households',
      `progress?scope=${communities[0]}`,
      'curve',
      'timeline',
      'ledger',
      'compounds',
      `compounds/${compounds[0]}`,
    ]
      .map(url => `${stage.at}/${url}${url.includes('?') ? '&' : '?'}known_at=${recorded_at}`)
      .flatMap(url => (url.includes('timeline') ? [url] : [url, `${url}&as_of=2024-06-30`]))
    const answers = () => Promise.all(urls.map(async url => (await ask(stage, url)).json()))
    const before = await answers()
    await report(0, null, { replaces: id })
    await report(1, 'work_unit', { effective_on: '2024-04-01' })
    await report(2, 'none')
    await post(stage, `${stage.at}/observations/${id}/verification`, { verdict: 'returned', reason: '不实' })
    await write(
      connection(),
      stage.document.id,
      async (trx, at) => {
        const [added, division] = await addSubjects(trx, at, [
          { kind: 'compound', code: 'later' },
          { kind: 'division', code: 'd' },
        ])
        await addDivisions(trx, [{ id: division!, level: 'community', parent: county }])
        const say = (subject: number, indicator: string, value: string) => ({
          subject,
          indicator,
          value,
          effective_on: '2024-03-12',
        })
        await addObservations(trx, at, [
          say(added!, 'roster', 'in'),
          say(added!, 'split_from', String(compounds[0])),
          say(compounds[3]!, 'merged_into', String(compounds[4])),
          say(compounds[5]!, 'roster', 'out'),
          say(communities[0]!, 'name', '改名社区'),
          say(compounds[0]!, 'name', '改名小区'),
          say(compounds[1]!, 'community', String(communities[2])),
          say(compounds[1]!, 'households', '9'),
        ])
        await addShapes(trx, at, [
          { subject: compounds[0]!, geometry: square(112.4, 34.6), effective_on: '2024-03-12' },
        ])
      },
      true,
    )
    const after = await answers()
    urls.forEach((url, i) => {
      expect(after[i], url).toEqual(before[i])
    })
    expect((await ask(stage, `${stage.at}/ledger?as_of=2024-06-30`)).json().compounds).toHaveLength(7)
  })

  test('a moment in another zone is the same moment', async () => {
    const { rows } = await sql<{
      at: string
    }>`select max(recorded_at) - interval '1 millisecond' as at from plan_write where plan = ${stage.document.id}`.execute(
      connection().db,
    )
    const utc = rows[0]!.at
    const shanghai = `${new Date(Date.parse(utc) + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`
    const [one, other] = await Promise.all(
      [utc, shanghai].map(at => ask(stage, `${stage.at}/progress?known_at=${encodeURIComponent(at)}`)),
    )
    expect(other!.json()).toEqual(one!.json())
  })

  test('before the plan was there nothing was known', async () => {
    const answer = await ask(stage, `${stage.at}/progress?known_at=2001-01-01T00:00:00Z`)
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'unknown_plan'])
  })
})

eachEngine('事后更正', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())
  const target = async (id: string): Promise<Progress['targets'][number]> =>
    (await ask(stage, `${stage.at}/progress`)).json().targets.find((each: { id: string }) => each.id === id)

  test('a deadline of which nothing was known on its day says nothing of that day', async () => {
    expect(await target('t30')).toMatchObject({ verdict: 'missed', known_then: null })
  })

  test('late rows that change the verdict make the answer say what was known on the day', async () => {
    const story = await openStage(connection())
    // The demo loader's way: the past is recorded with its own moments, here in a plan of its own.
    const past = { ...story.document, id: `${story.document.id}-then`.slice(0, 60) }
    await story.close()
    const { db } = connection()
    await createPlan(db, past.id, { demo: true, pinned_on: '2024-10-18' })
    await revisePlan(db, past, '2024-03-01T00:00:00Z')
    const subjects = await recordWrite(
      db,
      past.id,
      { account: 'system', action: 'test', recorded_at: '2024-03-11T01:00:00Z' },
      async (trx, at) => {
        const ids = await addSubjects(
          trx,
          at,
          [0, 1, 2, 3].map(i => ({ kind: 'compound', code: `c${i}` })),
        )
        await addObservations(
          trx,
          at,
          ids.map(subject => ({ subject, indicator: 'roster', value: 'in', effective_on: '2024-03-11' })),
        )
        return ids
      },
    )
    const say = (subject: number, value: string, recorded_at?: string, effective_on = '2024-06-01') =>
      recordWrite(db, past.id, { account: 'system', action: 'test', recorded_at }, (trx, at) =>
        addObservations(trx, at, [{ subject, indicator: 'management', value, effective_on }]),
      )
    stage.at = `/api/plans/${past.id}`
    await say(subjects[0]!, 'professional', '2024-06-30T15:59:59.999Z')
    await say(subjects[1]!, 'professional', '2024-06-30T16:00:00Z')
    expect(await target('t30')).toMatchObject({ verdict: 'met', known_then: 'missed' })
    await say(subjects[1]!, 'none')
    expect(await target('t30')).toMatchObject({ verdict: 'missed', known_then: null })
  })
})
