import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { onPostgres } from '../helpers/engines.ts'
import { openCaseStage } from '../server/cases/stage.ts'
import type { Isolation } from './writers.ts'

const LEVELS: Isolation[] = ['read committed', 'repeatable read', 'serializable']
const RACES = 4

interface Said {
  account: string
  text: string
  values: unknown[]
}

const STEP = 'insert into case_step (plan, seq, account, case_file, kind, owner) values ($1, $2, $3, $4, $5, $6)'
const RECORD = `insert into meeting_record (plan, seq, account, meeting, kind) values ($1, $2, $3, $4, 'closed')`
const OPEN = `insert into case_file (plan, seq, account, meeting, kind, text) values ($1, $2, $3, $4, 'problem', '堆物')`

/** One transaction of a connection of its own; whether it was committed. The snapshot is taken before the plan's lock is asked for. */
async function commits(url: string, plan: string, level: Isolation, { account, text, values }: Said): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`begin isolation level ${level}`)
    await client.query(`select set_config('role', 'fullcover_app', true), set_config('app.account', $1, true)`, [
      account,
    ])
    await client.query('select count(*) from case_step')
    const { rows } = await client.query(`select seq from open_write($1, $2, 'test', null, false)`, [plan, account])
    await client.query(text, [plan, rows[0].seq, account, ...values])
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback')
    const { code, constraint } = error as pg.DatabaseError
    if (code !== '40001' && !['same_person', 'case_state', 'record_state'].includes(constraint ?? '')) throw error
    return false
  } finally {
    await client.end()
  }
}

onPostgres('cases at the same moment', (connection, url) => {
  let stage: Awaited<ReturnType<typeof openCaseStage>>
  beforeAll(async () => {
    stage = await openCaseStage(connection())
  })
  const step = (account: string, id: number, kind: string, owner: number | null = null): Said => ({
    account,
    text: STEP,
    values: [id, kind, owner],
  })
  const kindsOf = async (id: number) =>
    await connection()
      .db.selectFrom('case_step')
      .select(['kind', 'account'])
      .where('case_file', '=', id)
      .orderBy('id')
      .execute()

  describe.each(LEVELS)('at %s', level => {
    const race = (...said: Said[]) => Promise.all(said.map(each => commits(url(), stage.plan, level, each)))

    test('verified by two at once: by one of them', async () => {
      const { who, bureau } = stage
      for (let i = 0; i < RACES; i++) {
        const id = await stage.open(who.chief, { owner: bureau })
        await stage.step(who.chief, id, 'assigned', { owner: bureau })
        await stage.step(who.unit, id, 'rectified')
        await stage.step(who.unit, id, 'applied')
        const won = await race(step(who.chief, id, 'verified'), step(who.second, id, 'verified'))
        expect(won.filter(Boolean)).toHaveLength(1)
        expect(await kindsOf(id)).toHaveLength(4)
      }
    })

    test('whoever rectifies while they apply and verify in two windows never verifies their own work', async () => {
      const { who, bureau } = stage
      for (let i = 0; i < RACES; i++) {
        const id = await stage.open(who.chief, { owner: bureau })
        await stage.step(who.chief, id, 'assigned', { owner: bureau })
        await stage.step(who.unit, id, 'rectified')
        await race(step(who.chief, id, 'applied'), step(who.chief, id, 'verified'), step(who.second, id, 'rectified'))
        await race(step(who.chief, id, 'verified'), step(who.second, id, 'applied'))
        const steps = await kindsOf(id)
        const fixers = new Set(
          steps.filter(({ kind }) => kind === 'rectified' || kind === 'applied').map(({ account }) => account),
        )
        for (const { kind, account } of steps) if (kind === 'verified') expect(fixers.has(account)).toBe(false)
      }
    })

    test('no case is opened for a meeting whose record closes at that moment, unless it came first', async () => {
      const { who, meeting, plan } = stage
      for (let i = 0; i < RACES; i++) {
        await race(
          { account: who.chief, text: RECORD, values: [meeting] },
          { account: who.second, text: OPEN, values: [meeting] },
        )
        const { rows } = await connectionQuery(
          url(),
          `
          select count(*)::int as n from case_file c join meeting_record r on r.meeting = c.meeting and r.plan = c.plan
          where c.plan = '${plan}' and r.kind = 'closed' and c.seq > r.seq and not exists (
            select from meeting_record o where o.meeting = r.meeting and o.kind = 'reopened' and o.seq > r.seq and o.seq < c.seq)`,
        )
        expect(rows[0].n).toBe(0)
        await stage.record(who.chief, 'reopened', '再来一次').catch(() => {})
      }
    })
  })
})

async function connectionQuery(connectionString: string, text: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}
