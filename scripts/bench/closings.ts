import { sql } from 'kysely'
import { bookOf } from '../../server/closings/book-of.ts'
import { answersAt } from '../../server/closings/book-seal.ts'
import { forgetVerdicts } from '../../server/coverage/verdicts-then.ts'
import type { Connection } from '../../server/db/connect.ts'
import { readSnapshot, recordWrite } from '../../server/db/write.ts'
import { addObservations } from '../../server/observations/observations.queries.ts'
import { copiedDatabase } from './database.ts'
import { TO } from './plan.ts'
import { median, timed } from './rounds.ts'
import { type Row, say } from './row.ts'
import type { Run } from './run.ts'

const GOAL: Record<number, number> = { 229: 300, 10000: 1000 }

/** P19: the whole book of a closed meeting, right after the closing, after a tenth of the compounds were touched since, and after all were. */
export async function closings({ rounds }: Run): Promise<Row[]> {
  const rows: Row[] = []
  for (const count of [229, 10_000]) {
    const { connection, plans } = await copiedDatabase(1, count)
    const plan = plans[0]!
    await close(connection, plan, '2024-11-30')
    await touch(connection, plan, 0.01)
    const closing = await close(connection, plan, TO)
    const opened = async (what: string) => {
      const cold: number[] = []
      const warm: number[] = []
      for (let round = -1; round < rounds; round++) {
        forgetVerdicts()
        cold.push(await timed(() => textOf(connection, plan, closing)))
        warm.push(await timed(() => textOf(connection, plan, closing)))
      }
      const ours = median(cold.slice(1))
      const goal = GOAL[count]!
      const note = `${say(median(warm.slice(1)), 'ms')} with the evenings of passed deadlines remembered`
      rows.push({
        id: 'P19',
        what: `a closed meeting opened, ${count} compounds, ${what}`,
        ours: say(ours, 'ms'),
        peer: '',
        ratio: null,
        goal: `< ${goal} ms`,
        met: ours < goal,
        note,
      })
    }
    await opened('nothing written since')
    await touch(connection, plan, 0.1)
    await opened('a tenth written of since')
    await touch(connection, plan, 1)
    await opened('all written of since')
    await connection.close()
  }
  return rows
}

const textOf = ({ db }: Connection, plan: string, closing: number) =>
  readSnapshot(db, async trx => JSON.stringify(await bookOf(trx, plan, closing)))

async function close({ db }: Connection, plan: string, as_of: string): Promise<number> {
  const id = await recordWrite(db, plan, { account: 'local', action: 'closing_proposed' }, async (trx, { seq }) => {
    const row = {
      plan,
      seq,
      purpose: 'meeting',
      meeting: null,
      title: as_of,
      from_on: as_of,
      as_of,
      supersedes: null,
      reason: null,
      account: 'local',
    }
    return (await trx.insertInto('closing').values(row).returning('id').executeTakeFirstOrThrow()).id
  })
  await recordWrite(db, plan, { account: 'system', action: 'closing_confirmed' }, async (trx, write) => {
    const answers_sha256 = await answersAt(trx, write, id)
    const step = {
      plan,
      seq: write.seq,
      closing: id,
      kind: 'confirmed',
      account: 'system',
      subject: null,
      text: null,
      answers_sha256,
    } as const
    await trx.insertInto('closing_step').values(step).execute()
  })
  return id
}

/** Says something new of a share of the compounds, a hundred a write. */
async function touch({ db }: Connection, plan: string, share: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from subject where plan = ${plan} and kind = 'compound' order by hashint8(id)`.execute(db)
  const chosen = rows.slice(0, Math.ceil(rows.length * share))
  for (let i = 0; i < chosen.length; i += 100)
    await recordWrite(db, plan, { account: 'system', action: 'bench' }, (trx, write) =>
      addObservations(
        trx,
        write,
        chosen.slice(i, i + 100).map(({ id }) => ({
          subject: id,
          indicator: 'management',
          value: 'professional',
          effective_on: '2024-11-05',
        })),
      ),
    )
}
