import { deepStrictEqual } from 'node:assert'
import { curveFrom } from '#core/coverage/curve.ts'
import type { Tally } from '#core/coverage/tally.ts'
import { dayDeltas, talliesOn } from '../../server/coverage/coverage.queries.ts'
import { type BenchDatabase, filledDatabase } from './database.ts'
import { curveByEvents, type DayValue, talliesByDistinctOn, talliesByJoinedFacts } from './figures.peers.ts'
import { benchPlan, FROM, TO } from './plan.ts'
import { interleaved, median } from './rounds.ts'
import { type Row, ratioRow, say } from './row.ts'
import type { Run } from './run.ts'

const DAYS = [
  '2024-06-30',
  '2024-10-18',
  '2024-12-31',
  '2024-03-11',
  '2024-08-08',
  '2024-11-05',
  '2024-05-01',
  '2024-09-09',
  '2024-07-27',
]
const PROGRESS_GOAL: Record<number, number> = { 229: 0.9, 10000: 0.9 }

/** P6 and P7: progress as of a day, and the curve of a year, against the same asked of the observations themselves. */
export async function figures({ wants, many, rounds }: Run): Promise<Row[]> {
  const rows: Row[] = []
  for (const [plans, count] of [
    [1, 229],
    [1, 10_000],
    [many, 10_000],
  ] as const) {
    const database = await filledDatabase(plans, count)
    if (wants('P6')) rows.push(await progressRow(database, rounds))
    if (wants('P7')) rows.push(await curveRow(database, rounds))
    await database.connection.close()
  }
  return rows
}

async function progressRow(
  { connection: { db }, plans, compounds, refresh_seconds }: BenchDatabase,
  rounds: number,
): Promise<Row> {
  const ours = async (day: string) => {
    const tallies: (Tally & { plan: string })[] = []
    for (const plan of plans) {
      const found = await talliesOn(db, { plan, basis: 'reported', known: null }, ['management'], [day])
      for (const tally of found.get(day)!) tallies.push({ plan, ...tally })
    }
    return tallies
  }
  const dayOf = (round: number) => DAYS[(round + DAYS.length) % DAYS.length]!
  for (const day of DAYS.slice(0, 2)) {
    const answer = sorted(await ours(day))
    deepStrictEqual(answer, sorted(await talliesByDistinctOn(db, plans, day)))
    deepStrictEqual(answer, sorted(await talliesByJoinedFacts(db, plans, day)))
  }
  const times = await interleaved(rounds, {
    ours: round => ours(dayOf(round)),
    pivot: round => talliesByDistinctOn(db, plans, dayOf(round)),
    joined: round => talliesByJoinedFacts(db, plans, dayOf(round)),
  })
  const peer = Math.min(median(times.pivot), median(times.joined))
  const most = PROGRESS_GOAL[compounds] ?? 0.45
  const note = `identical rows; projections of the whole database made in ${say(refresh_seconds, 's')}`
  return ratioRow(
    'P6',
    `progress as of a day, ${compounds} compounds`,
    { ours: median(times.ours), peer, unit: 'ms', most },
    note,
  )
}

async function curveRow({ connection: { db }, plans, compounds }: BenchDatabase, rounds: number): Promise<Row> {
  const deltas = (plan: string) => dayDeltas(db, plan, 'management', 'reported', [], 'n')
  const document = benchPlan(plans[0]!)
  const whole = async () => {
    for (const plan of plans) curveFrom(document, await deltas(plan), QUESTION, { seq: 0, known_at: null })
  }
  const kept = await Promise.all(
    plans.map(async plan =>
      (await deltas(plan)).map(delta => ({ plan, day: delta.day, value: delta.values?.[0] ?? null, n: delta.n })),
    ),
  )
  deepStrictEqual(sorted(kept.flat().filter(row => row.n !== 0)), sorted(await curveByEvents(db, plans)))
  const times = await interleaved(rounds, { ours: whole, peer: () => curveByEvents(db, plans) })
  const one = median(times.ours) / plans.length
  return ratioRow(
    'P7',
    `curve of 366 days, ${compounds} compounds`,
    { ours: median(times.ours), peer: median(times.peer), unit: 'ms', most: compounds > 10_000 ? 0.01 : 1 },
    `identical values; ${say(one, 'ms')} a plan`,
  )
}

const QUESTION = {
  indicator: 'management',
  basis: 'reported',
  counted_by: 'count',
  scope: null,
  from: FROM,
  to: TO,
} as const

const sorted = (rows: (DayValue | (Tally & { plan: string }))[]) =>
  rows.map(row => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()
