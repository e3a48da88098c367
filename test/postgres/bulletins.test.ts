import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { onPostgres } from '../helpers/engines.ts'
import { newPlan } from '../helpers/plans.ts'
import { drafts, ISSUED_ON, TEXT } from '../server/bulletins/drafts.ts'
import { closeAndSign } from '../server/bulletins/sign.ts'
import type { Isolation } from './writers.ts'

const LEVELS: Isolation[] = ['read committed', 'repeatable read', 'serializable']
const RACES = Number(process.env.RACES ?? 8)
const REFUSED = ['bulletin_number', 'bulletin_version', 'bulletin_issued', 'bulletin_issue_pkey']

/** A statement of one racer, under the write its transaction opened. */
type Act = (seq: number) => [sql: string, values: unknown[]]

onPostgres('two who issue at once', (connection, url) => {
  let plan: string
  let closings: number[]
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
    closings = []
    for (let i = 0; i < 2 * RACES * LEVELS.length; i++)
      closings.push(
        await closeAndSign(connection(), plan, {
          as_of: new Date(Date.UTC(2024, 2, 11 + i)).toISOString().slice(0, 10),
        }),
      )
  }, 120_000)

  const issue =
    (bulletin: number, number: number): Act =>
    seq => [
      `insert into bulletin_issue (bulletin, plan, seq, template, version, year, number, issued_on, known_seq)
        values ($1, $2, $3, 'monthly_ranking', 1, 2024, $4, $5, $6)`,
      [bulletin, plan, seq, number, ISSUED_ON, seq - 1],
    ]
  const revise =
    (bulletin: number): Act =>
    seq => [
      `insert into bulletin_revision (plan, seq, bulletin, version, text) values ($1, $2, $3, 2, $4)`,
      [plan, seq, bulletin, JSON.stringify(TEXT)],
    ]

  /** In a transaction of its own; a serialization failure is tried again, a guard's refusal is the answer. */
  async function race(level: Isolation, act: Act): Promise<'won' | 'refused'> {
    const client = new pg.Client({ connectionString: url() })
    await client.connect()
    try {
      for (;;) {
        try {
          await client.query(`begin isolation level ${level}`)
          await client.query(
            `select set_config('role', 'fullcover_app', true), set_config('app.account', 'local', true)`,
          )
          const { rows } = await client.query(`select * from open_write($1, 'local', 'race', null, false)`, [plan])
          await client.query(...act(rows[0].seq))
          await client.query('commit')
          return 'won'
        } catch (error) {
          await client.query('rollback')
          const { code, constraint } = error as { code: string; constraint?: string }
          if (code === '40001' || code === '40P01') continue
          expect(REFUSED).toContain(constraint)
          return 'refused'
        }
      }
    } finally {
      await client.end()
    }
  }
  const lastNumber = async () => {
    const { max } = await connection()
      .db.selectFrom('bulletin_issue')
      .select(({ fn }) => fn.max('number').as('max'))
      .where('plan', '=', plan)
      .executeTakeFirstOrThrow()
    return Number(max ?? 0)
  }

  describe.each(LEVELS)('at %s', level => {
    test('two bulletins never get one number', async () => {
      for (let i = 0; i < RACES; i++) {
        const { begin } = drafts(connection(), plan)
        const both = [await begin(closings.pop()!), await begin(closings.pop()!)]
        const number = (await lastNumber()) + 1
        const outcomes = await Promise.all(both.map(id => race(level, issue(id, number))))
        expect(outcomes.sort()).toEqual(['refused', 'won'])
        expect(await lastNumber()).toBe(number)
      }
    })

    test('a text saved and the issue of the one before: one of them, never both', async () => {
      for (let i = 0; i < RACES; i++) {
        const closing = await closeAndSign(connection(), plan, {
          as_of: '2024-10-16',
          purpose: `race_${level.replaceAll(' ', '_')}_${i}`,
        })
        const id = await drafts(connection(), plan).begin(closing)
        const number = (await lastNumber()) + 1
        const outcomes = await Promise.all([race(level, issue(id, number)), race(level, revise(id))])
        expect(outcomes.sort()).toEqual(['refused', 'won'])
      }
    })
  })

  test('the numbers of the year stand without a gap', async () => {
    const rows = await connection()
      .db.selectFrom('bulletin_issue')
      .select('number')
      .where('plan', '=', plan)
      .orderBy('number')
      .execute()
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, i) => i + 1))
  })
})
