import { sql } from 'kysely'
import { recordWrite } from '../../server/db/write.ts'
import { addObservations } from '../../server/observations/observations.queries.ts'
import { copiedDatabase } from './database.ts'
import { interleaved, median, quantile } from './rounds.ts'
import { type Row, ratioRow, say } from './row.ts'
import type { Run } from './run.ts'

const VALUES = ['professional', 'work_unit', 'self_governed', 'floating', 'none']

/** P8: one observation with everything that follows from it, against a bare row in a table of the same columns and indexes. */
export async function writes({ quick }: Run): Promise<Row[]> {
  const { connection, plans } = await copiedDatabase(1, 10_000)
  const { db } = connection
  const plan = plans[0]!
  try {
    await connection.script('create table bare (like observation including all)')
    const { rows: compounds } = await sql<{ id: number }>`
      select id from subject where plan = ${plan} and kind = 'compound' order by hashint8(id)`.execute(db)
    const rowOf = (round: number) => ({
      subject: compounds[(round + 1) % compounds.length]!.id,
      indicator: 'management',
      value: VALUES[(round + 5) % VALUES.length]!,
      effective_on: `2024-${String(1 + ((round + 12) % 12)).padStart(2, '0')}-15`,
    })
    const times = await interleaved(quick ? 60 : 200, {
      ours: round =>
        recordWrite(db, plan, { account: 'local', action: 'report' }, (trx, write) =>
          addObservations(trx, write, [rowOf(round)]),
        ),
      peer: round =>
        db.transaction().execute(trx => {
          const { subject, indicator, value, effective_on } = rowOf(round)
          return sql`insert into bare (plan, seq, subject, indicator, value, effective_on)
            values (${plan}, 1, ${subject}, ${indicator}, ${value}, ${effective_on})`.execute(trx)
        }),
    })
    const figures = { ours: median(times.ours), peer: median(times.peer), unit: 'ms', most: 8 }
    const note = `p95 ${say(quantile(times.ours, 0.95), 'ms')} against ${say(quantile(times.peer, 0.95), 'ms')}`
    return [ratioRow('P8', 'one observation with spans, deltas, seal, notify; 10,000 compounds', figures, note)]
  } finally {
    await connection.close()
  }
}
