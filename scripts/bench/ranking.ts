import { wholeQuestion } from '#core/ranking/question.ts'
import type { BoardOf } from '#core/ranking/rows.ts'
import { progressOf } from '../../server/coverage/progress-of.ts'
import type { Trx } from '../../server/db/database.ts'
import { readSnapshot } from '../../server/db/write.ts'
import { divisionsOf } from '../../server/divisions/divisions.queries.ts'
import { planOf } from '../../server/plans/plan-of.ts'
import { boardOf } from '../../server/ranking/board-of.ts'
import { type BenchDatabase, filledDatabase } from './database.ts'
import { interleaved, median } from './rounds.ts'
import { type Row, ratioRow } from './row.ts'
import type { Run } from './run.ts'

const DAYS = ['2024-10-18', '2024-08-08', '2024-06-30', '2024-11-05']
const OF: BoardOf = 'community'
const ASKED = { basis: 'reported', counted_by: 'count' } as const
const COVERAGE = 'coverage'
const MOST = 3

/** P20: the ranking of all communities with its reasons against one progress answer of the same plans and days. */
export async function ranking({ many, rounds }: Run): Promise<Row[]> {
  const rows: Row[] = []
  for (const [plans, count] of [
    [1, 229],
    [1, 10_000],
    [many, 10_000],
  ] as const) {
    const database = await filledDatabase(plans, count)
    rows.push(await rankingRow(database, rounds))
    await database.connection.close()
  }
  return rows
}

async function rankingRow({ connection: { db }, plans, compounds }: BenchDatabase, rounds: number): Promise<Row> {
  const each = (round: number, work: (trx: Trx, plan: string, as_of: string) => Promise<unknown>) =>
    readSnapshot(db, async trx => {
      for (const plan of plans) await work(trx, plan, DAYS[(round + DAYS.length) % DAYS.length]!)
    })
  let reasons = 0
  const times = await interleaved(rounds, {
    board: round =>
      each(round, async (trx, plan, as_of) => {
        const state = await planOf(trx, plan, { as_of })
        const question = wholeQuestion(state.document, { ...ASKED, of: OF, as_of })
        const board = await boardOf(trx, state, question)
        reasons = board.rows.reduce((sum, row) => sum + row.reasons.length, 0)
      }),
    progress: round =>
      each(round, async (trx, plan, as_of) => {
        const state = await planOf(trx, plan, { as_of })
        const divisions = await divisionsOf(trx, plan, as_of, null)
        await progressOf(trx, state, { ...ASKED, indicator: COVERAGE, scope: null, by: OF }, divisions)
      }),
  })
  const figures = { ours: median(times.board), peer: median(times.progress), unit: 'ms', most: MOST }
  return ratioRow(
    'P20',
    `ranking with reasons, ${compounds} compounds`,
    figures,
    `${reasons} reasons told of a plan's month`,
  )
}
