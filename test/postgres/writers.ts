import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Isolation = 'read committed' | 'repeatable read' | 'serializable'

/** What a raw writer sends in its transaction. */
export type Statement = { text: string; values: unknown[] }

export interface Outcome {
  done: number
  /** Tries that lost to another writer; any other refusal is thrown. */
  lost: number
}

/** One client that writes again and again over a connection of its own, as the application does; a lost try is tried again. */
export async function writeAlone(
  url: string,
  plan: string,
  isolation: Isolation,
  writes: Statement[],
): Promise<Outcome> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const outcome: Outcome = { done: 0, lost: 0 }
  try {
    for (const write of writes) {
      while (!(await tryOnce(client, plan, isolation, write))) {
        outcome.lost += 1
        await sleep(Math.random() * 10)
      }
      outcome.done += 1
    }
    return outcome
  } finally {
    await client.end()
  }
}

async function tryOnce(client: pg.Client, plan: string, isolation: Isolation, write: Statement) {
  try {
    await client.query(`begin isolation level ${isolation}`)
    await client.query(`select set_config('role', 'fullcover_app', true), set_config('app.account', 'local', true)`)
    const { rows } = await client.query(`select seq from open_write($1, 'local', 'test', null, false)`, [plan])
    await client.query(write.text, [plan, rows[0].seq, ...write.values])
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback')
    if ((error as pg.DatabaseError).code !== '40001') throw error
    return false
  }
}

/** An observation of one subject. */
export const observe = (subject: number, indicator: string, value: string, day: string): Statement => ({
  text: 'insert into observation (plan, seq, subject, indicator, value, effective_on) values ($1, $2, $3, $4, $5, $6)',
  values: [subject, indicator, value, day],
})
