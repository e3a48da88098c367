import pg from 'pg'
import { expect, test } from 'vitest'
import { addMeeting } from '../../server/meetings/meetings.queries.ts'
import { onPostgres } from '../helpers/engines.ts'
import { newPlan, write } from '../helpers/plans.ts'
import { documentOf } from '../server/meetings/stage.ts'
import type { Isolation } from './writers.ts'

const LEVELS: Isolation[] = ['read committed', 'repeatable read', 'serializable']
const SAVERS = 5

onPostgres('a meeting saved by many at once', (connection, url) => {
  /** Saves as version 2 over a connection of its own: the constraint or code that refused it, or null. */
  const save = async (plan: string, meeting: number, isolation: Isolation): Promise<string | null> => {
    const client = new pg.Client({ connectionString: url() })
    await client.connect()
    try {
      await client.query(`begin isolation level ${isolation}`)
      await client.query(`select set_config('role', 'fullcover_app', true), set_config('app.account', 'local', true)`)
      const { rows } = await client.query(`select seq from open_write($1, 'local', 'test', null, false)`, [plan])
      await client.query(
        'insert into meeting_revision (plan, seq, meeting, version, document) values ($1, $2, $3, 2, $4)',
        [plan, rows[0].seq, meeting, JSON.stringify(documentOf())],
      )
      await client.query('commit')
      return null
    } catch (error) {
      const { constraint, code } = error as pg.DatabaseError
      return constraint ?? code ?? ''
    } finally {
      await client.end()
    }
  }

  test.each(LEVELS)('at %s one save goes on from a version, the others are refused', async isolation => {
    const { id: plan } = await newPlan(connection())
    const meeting = await write(connection(), plan, (trx, at) =>
      addMeeting(trx, at, { kind: 'monthly', month: '2024-09', document: documentOf() }),
    )
    const outcomes = await Promise.all(Array.from({ length: SAVERS }, () => save(plan, meeting, isolation)))
    expect(outcomes.filter(each => each === null)).toHaveLength(1)
    expect(outcomes.filter(each => each !== null && !['meeting_version', '40001'].includes(each))).toEqual([])
  })
})
