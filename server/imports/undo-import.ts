import { ApiError } from '#core/api/errors.ts'
import { dayOfMoment } from '#core/calendar/days.ts'
import type { Db, Trx } from '../db/database.ts'
import { recordWrite } from '../db/write.ts'
import { addObservations, addVerifications, type ObservationRow } from '../observations/observations.queries.ts'
import { addShapes } from '../shapes/shapes.queries.ts'
import { type OwnRow, ownRows, ownShapes, UNDO } from './undo.queries.ts'

const checkWrite = async (db: Db | Trx, plan: string, seq: number, before = Number.MAX_SAFE_INTEGER) => {
  const write = await db
    .selectFrom('plan_write')
    .select('action')
    .where('plan', '=', plan)
    .where('seq', '=', seq)
    .executeTakeFirst()
  if (write?.action !== 'import') throw new ApiError('unknown_import', `第 ${seq} 次写入不是一次导入。`)
  const undone = await db
    .selectFrom('plan_write')
    .select('seq')
    .where('plan', '=', plan)
    .where('action', '=', UNDO)
    .where('note', '=', String(seq))
    .where('seq', '<', before)
    .executeTakeFirst()
  if (undone) throw new ApiError('already_undone', `第 ${seq} 次导入已在第 ${undone.seq} 次写入中撤销。`)
}

/**
 * Takes an import back by adding rows: what it added is withdrawn, what it corrected is said again as it was, with its
 * evidence and what was found of it. Rows and shapes that somebody changed or built on since are left as they are, and counted.
 */
export const undoImport = async (db: Db, plan: string, seq: number, account: string) => {
  await checkWrite(db, plan, seq)
  const moved = await ownShapes(db, plan, seq)
  return recordWrite(
    db,
    plan,
    { account, action: UNDO, note: String(seq), shapes: moved.length > 0 },
    async (trx, write) => {
      await checkWrite(trx, plan, seq, write.seq)
      const rows = await ownRows(trx, plan, seq)
      const open = rows.filter(({ stays }) => !stays)
      const again = await addObservations(trx, write, open.map(asItWas))
      await addVerifications(
        trx,
        write,
        open.flatMap(({ was_verdict: verdict, was_reason: reason }, i) =>
          verdict ? [{ observation: again[i]!, verdict, reason }] : [],
        ),
      )
      const shapes = moved.length ? await ownShapes(trx, plan, seq) : []
      const effective_on = dayOfMoment(write.recorded_at)
      await addShapes(
        trx,
        write,
        shapes.map(shape => ({ ...shape, effective_on })),
      )
      return { seq: write.seq, withdrawn: open.length, kept: rows.length - open.length, shapes: shapes.length }
    },
  )
}

const asItWas = (row: OwnRow): ObservationRow => ({
  subject: row.subject,
  indicator: row.indicator,
  value: row.was_value,
  organisation: row.was_organisation,
  effective_on: row.was_on ?? row.effective_on,
  period: row.was_period,
  replaces: row.id,
  evidence: row.was_evidence ?? [],
  note: row.was_note,
})
