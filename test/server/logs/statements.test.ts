import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Connection, connect } from '../../../server/db/connect.ts'
import { readSnapshot } from '../../../server/db/write.ts'
import { tellSlow } from '../../../server/logs/slow-lines.ts'
import { makeStatements, type SlowStatement } from '../../../server/logs/statements.ts'
import { createPlan, planHeads } from '../../../server/plans/plans.queries.ts'
import { onPostgres } from '../../helpers/engines.ts'
import { keptLog } from './lines.ts'

const watched = (slow_ms: number) => {
  const statements = makeStatements(slow_ms)
  const slow: SlowStatement[] = []
  statements.on('slow', statement => slow.push(statement))
  return { statements, slow }
}
const told = () => sleep(5)

onPostgres('slow statements', (connection, url) => {
  const open = async (slow_ms: number, work: (own: Connection, slow: SlowStatement[]) => Promise<void>) => {
    const { statements, slow } = watched(slow_ms)
    const own = await connect({ database_url: url(), data_dir: '', statements })
    await work(own, slow).finally(own.close)
  }

  test('a question that waits is named by its file and function, without what was asked for', () =>
    open(150, async ({ db }, slow) => {
      await planHeads(db, 'quick')
      await connection()
        .db.transaction()
        .execute(async trx => {
          await sql`lock table plan_head in access exclusive mode`.execute(trx)
          const waiting = planHeads(db, '王小明')
          await sleep(250)
          await sql`rollback`.execute(trx)
          await waiting
        })
      await told()
      expect(slow).toEqual([
        {
          query: 'plans.queries.ts planHeads',
          sql: expect.stringMatching(/^select /),
          ms: expect.any(Number),
          rows: 0,
        },
      ])
      expect(slow[0]!.ms).toBeGreaterThanOrEqual(150)
      expect(JSON.stringify(slow)).not.toContain('王小明')
    }))

  test('one that is cut off is named too, with the reason', () =>
    open(150, async ({ db }, slow) => {
      const cut = readSnapshot(db, trx => sql`select pg_sleep(5)`.execute(trx), 0.2)
      await expect(cut).rejects.toThrow()
      await told()
      expect(slow).toMatchObject([{ sql: 'select pg_sleep(5)', rows: null, sqlstate: '57014' }])
    }))

  test('a commit that does the work is named by whoever committed', () =>
    open(0, async ({ db }, slow) => {
      await createPlan(db, 'slow-commit')
      await told()
      expect(slow.map(each => `${each.sql.split(' ')[0]} by ${each.query}`)).toEqual(
        ['begin', 'select', 'insert', 'insert', 'commit'].map(word => `${word} by plans.queries.ts createPlan`),
      )
    }))
})

test('of one and the same statement a line a minute is written, with how many were not', async () => {
  const statements = makeStatements(1)
  const { log, lines } = keptLog()
  const clock = { now: 0 }
  tellSlow(log, statements, () => clock.now)
  const slow = (text: string) =>
    statements.emit('slow', { query: 'a.queries.ts rows', sql: text, ms: 700, rows: 1 } satisfies SlowStatement)
  for (let n = 0; n < 5; n++) slow('select 1')
  slow('select 2')
  clock.now = 61_000
  slow('select 1')
  expect(lines().map(line => [line.sql, line.swallowed, line.level])).toEqual([
    ['select 1', 0, 'warn'],
    ['select 2', 0, 'warn'],
    ['select 1', 4, 'warn'],
  ])
})
