import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { stateOn } from '#core/observations/state-on.ts'
import type { Connection } from '../../server/db/connect.ts'
import { readSnapshot } from '../../server/db/write.ts'
import { onPostgres } from '../helpers/engines.ts'
import { journalOf } from '../helpers/journal.ts'
import { newPlan } from '../helpers/plans.ts'
import { addCast, type Cast } from '../helpers/play-story.ts'
import { DAYS } from '../helpers/random-history.ts'
import { differences } from '../server/db/differences.ts'
import { type Isolation, observe, type Statement, writeAlone } from './writers.ts'

const LEVELS: Isolation[] = ['read committed', 'repeatable read', 'serializable']
const WRITERS = 6
const EACH = 12

onPostgres('writers at the same time', (connection, url) => {
  test.each([...LEVELS.map(level => ({ used: [level] })), { used: LEVELS }])('at $used', async ({ used }) => {
    const plan = await newPlan(connection())
    const cast = await addCast(connection(), plan.id)
    const outcomes = await Promise.all(
      Array.from({ length: WRITERS }, (_, i) =>
        writeAlone(url(), plan.id, used[i % used.length]!, someWrites(cast, EACH, i)),
      ),
    )
    expect(outcomes.reduce((sum, outcome) => sum + outcome.done, 0)).toBe(WRITERS * EACH)
    if (used.length === 1 && used[0] === 'read committed')
      expect(outcomes.map(outcome => outcome.lost)).toEqual(Array(WRITERS).fill(0))

    const rows = await connection()
      .db.selectFrom('plan_write')
      .select(['seq', 'recorded_at'])
      .where('plan', '=', plan.id)
      .orderBy('seq')
      .execute()
    expect(rows.map(row => row.seq)).toEqual(Array.from({ length: 2 + WRITERS * EACH }, (_, i) => i + 1))
    expect(rows.every((row, i) => i === 0 || row.recorded_at > rows[i - 1]!.recorded_at)).toBe(true)
    const broken = await connection().db.selectFrom('broken_seal').selectAll().where('plan', '=', plan.id).execute()
    expect(broken).toEqual([])
    expect(await differences(connection(), plan.id)).toEqual({ spans: 0, standing: 0, deltas: 0 })
  })

  test('two plans do not wait for one another', async () => {
    const [one, other] = [await newPlan(connection()), await newPlan(connection())]
    const cast = await addCast(connection(), other.id)
    await connection()
      .db.transaction()
      .execute(async trx => {
        await sql`select set_config('app.account', 'local', true)`.execute(trx)
        await sql`select * from open_write(${one.id}, 'local', 'test', null, false)`.execute(trx)
        const { done } = await writeAlone(url(), other.id, 'read committed', someWrites(cast, 2, 0))
        expect(done).toBe(2)
      })
  })

  test('a snapshot read beside the writers is the rule over the journal of that very snapshot', async () => {
    const plan = await newPlan(connection())
    const cast = await addCast(connection(), plan.id)
    let writing = true
    const writers = Promise.all(
      LEVELS.map((level, i) => writeAlone(url(), plan.id, level, someWrites(cast, 25, i))),
    ).finally(() => {
      writing = false
    })
    let looked = 0
    const seen = new Set<number>()
    while (writing || looked < 5) {
      looked += 1
      seen.add(await agreesInOneSnapshot(connection(), plan.id, cast))
    }
    await writers
    expect(seen.size).toBeGreaterThan(3)
  })
})

const INDICATORS = ['management', 'unit_yard']

/** Standing rows of one snapshot against the core's rule over the journal read in the same one; how many rows it held. */
async function agreesInOneSnapshot({ db, ...rest }: Connection, plan: string, cast: Cast): Promise<number> {
  const { journal, rows } = await readSnapshot(db, async trx => ({
    rows: await trx.selectFrom('standing').selectAll().where('plan', '=', plan).execute(),
    journal: await journalOf({ ...rest, db: trx }, plan),
  }))
  for (const subject of cast.compounds)
    for (const indicator of INDICATORS)
      for (const day of DAYS) {
        const row = rows.find(
          each =>
            each.subject === subject &&
            each.indicator === indicator &&
            each.basis === 'reported' &&
            (each.from_on === '-infinity' || each.from_on <= day) &&
            (each.to_on === 'infinity' || each.to_on > day),
        )
        const rule = stateOn(journal, subject, indicator, 'reported', day)
        expect(row?.value ?? null).toBe(rule.value)
        if (row)
          expect(row).toMatchObject({ member: rule.member, community: rule.community, households: rule.households })
      }
  return journal.observations.length
}

/** Reports, roster changes, moves and mergers, spread over the compounds. */
function someWrites({ compounds, communities, county }: Cast, count: number, seed: number): Statement[] {
  const pick = <T>(list: readonly T[], n: number) => list[n % list.length]!
  return Array.from({ length: count }, (_, i) => {
    const n = seed * 31 + i * 7
    const [subject, day] = [pick(compounds, n), pick(DAYS, n + i)]
    const kinds = [
      () => observe(subject, 'management', pick(['professional', 'floating', 'none'], n), day),
      () => observe(subject, 'unit_yard', pick(['true', 'false'], n), day),
      () => observe(subject, 'roster', pick(['in', 'in', 'out'], n), day),
      () => observe(subject, 'households', String(n), day),
      () => observe(subject, 'community', String(pick(communities, n)), day),
      () => observe(subject, 'merged_into', String(pick(compounds, n + 1)), day),
      () => observe(county, 'roster_frozen', 'true', day),
    ]
    return pick(kinds, i + seed)()
  })
}
