import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { onPostgres } from '../helpers/engines.ts'
import { around, type Kind, type Name, openScene, type Scene } from '../server/closings/cast.ts'
import type { Isolation } from './writers.ts'

const LEVELS: Isolation[] = ['read committed', 'repeatable read', 'serializable']
const RACES = Number(process.env.RACES ?? 8)
const GUARDS = ['same_person', 'closing_taken', 'wrong_state', 'closing_confirmed_once']
const DAY = '2024-10-16'

type Outcome = 'won' | 'refused'
/** What one of two racers takes: a step of the first or the last of the closings prepared. */
type Act = [name: Name, kind: Kind, of: 'first' | 'last']

onPostgres('two who close at once', (connection, url) => {
  let scene: Scene
  let n = 0
  beforeAll(async () => {
    scene = await openScene(connection())
  })

  /** Closings of a purpose of their own, each brought as far as told. */
  const proposed = (name: Name, supersedes: number | null = null) =>
    around(connection(), scene).propose(name, {
      ...{ purpose: `race_${n}`, as_of: DAY, supersedes },
      reason: supersedes === null ? null : '漏报',
    })
  const brought = async (...kinds: Kind[]) => {
    const id = await proposed('zhao')
    const by: Partial<Record<Kind, Name>> = { confirmed: 'qian', reviewed: 'sun' }
    for (const kind of kinds) await around(connection(), scene).step(by[kind]!, id, kind)
    return id
  }

  /** One racer in a transaction of its own; a serialization failure is tried again, a refusal by a guard is the answer. */
  async function race(level: Isolation, [name, kind, of]: Act, closings: number[]): Promise<Outcome> {
    const account = scene.who(name)
    const closing = of === 'first' ? closings[0] : closings.at(-1)
    const text = ['dropped', 'returned'].includes(kind) ? '不要了' : null
    const client = new pg.Client({ connectionString: url() })
    await client.connect()
    try {
      for (;;) {
        try {
          await client.query(`begin isolation level ${level}`)
          await client.query(`select set_config('role', 'fullcover_app', true), set_config('app.account', $1, true)`, [
            account,
          ])
          const { rows } = await client.query(`select * from open_write($1, $2, $3, null, false)`, [
            scene.plan,
            account,
            `closing_${kind}`,
          ])
          await client.query(
            `insert into closing_step (plan, seq, closing, kind, account, text) values ($1, $2, $3, $4, $5, $6)`,
            [scene.plan, rows[0].seq, closing, kind, account, text],
          )
          await client.query('commit')
          return 'won'
        } catch (error) {
          await client.query('rollback')
          const { code, constraint = '' } = error as pg.DatabaseError
          if (code === '40001') await sleep(Math.random() * 5)
          else if (GUARDS.includes(constraint)) return 'refused'
          else throw error
        }
      }
    } finally {
      await client.end()
    }
  }

  /*
   *   proposed ──► confirmed ⇄ reviewed ──► signed     each arrow is taken once, by one of two;
   *      └──► dropped                                  a second closing, or one in the same place, comes too late
   */
  const PAIRS: [string, () => Promise<number[]>, Act, Act, 'one' | 'any'][] = [
    [
      'two closings of one day, confirmed',
      async () => [await proposed('zhao'), await proposed('sun')],
      ['qian', 'confirmed', 'first'],
      ['zhao', 'confirmed', 'last'],
      'one',
    ],
    [
      'one closing, confirmed twice',
      async () => [await proposed('zhao')],
      ['qian', 'confirmed', 'first'],
      ['sun', 'confirmed', 'first'],
      'one',
    ],
    [
      'one closing, confirmed and dropped',
      async () => [await proposed('zhao')],
      ['qian', 'confirmed', 'first'],
      ['sun', 'dropped', 'first'],
      'one',
    ],
    [
      'two that supersede the same one, confirmed',
      async () => {
        const before = await brought('confirmed')
        return [await proposed('zhao', before), await proposed('sun', before)]
      },
      ['qian', 'confirmed', 'first'],
      ['zhao', 'confirmed', 'last'],
      'one',
    ],
    [
      'one signed, and superseded by a new one',
      async () => {
        const before = await brought('confirmed', 'reviewed')
        return [before, await proposed('zhao', before)]
      },
      ['chief', 'signed', 'first'],
      ['qian', 'confirmed', 'last'],
      'any',
    ],
    [
      'one closing, signed twice',
      async () => [await brought('confirmed', 'reviewed')],
      ['chief', 'signed', 'first'],
      ['zhao', 'signed', 'first'],
      'one',
    ],
    [
      'one closing, signed and sent back',
      async () => [await brought('confirmed', 'reviewed')],
      ['chief', 'signed', 'first'],
      ['qian', 'returned', 'first'],
      'one',
    ],
  ]

  /** For how many purposes figures stand more than once, and how many steps were taken after the last one. */
  const broken = async () => {
    const { rows } = await sql<{ twice: number; late: number }>`
      select
        (select count(*)::int from (
          select from closing where plan = ${scene.plan} and closing_state(id) in ('confirmed', 'reviewed', 'signed')
          group by purpose, meeting, as_of having count(*) > 1) x) as twice,
        (select count(*)::int from closing_step s where s.plan = ${scene.plan}
          and closing_state(s.closing, s.seq) in ('signed', 'dropped', 'superseded')) as late`.execute(connection().db)
    return rows[0]
  }

  describe.each(LEVELS)('at %s', level => {
    test.each(PAIRS)('%s', async (_name, prepare, one, other, winners) => {
      for (let round = 0; round < RACES; round++) {
        n += 1
        const closings = await prepare()
        const outcomes = await Promise.all([race(level, one, closings), race(level, other, closings)])
        const won = outcomes.filter(outcome => outcome === 'won').length
        if (winners === 'one') expect(won).toBe(1)
        else expect(won).toBeGreaterThanOrEqual(1)
      }
      expect(await broken()).toEqual({ twice: 0, late: 0 })
    })
  })
})
