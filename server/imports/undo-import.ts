import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import { ApiError } from '#core/api/errors.ts'
import type { Db, Trx } from '../db/database.ts'
import { recordWrite } from '../db/write.ts'
import { addObservations } from '../observations/observations.queries.ts'
import { addShapes } from '../shapes/shapes.queries.ts'

interface OwnRow {
  id: number
  subject: number
  indicator: string
  effective_on: string
  replaces: number | null
  was_value: string | null
  was_organisation: number | null
  was_on: string | null
  was_period: string | null
  corrected_since: boolean
}

const UNDO = 'undo_import'

/** The observations of an import on its compounds, with what each corrected. Names of divisions and organisations stay. */
const ownRows = async (trx: Trx, plan: string, seq: number) =>
  (
    await sql<OwnRow>`
      select o.id, o.subject, o.indicator, o.effective_on, o.replaces, w.value as was_value, w.organisation as was_organisation,
        w.effective_on as was_on, w.period as was_period, exists (select from observation r where r.replaces = o.id) as corrected_since
      from observation o join subject s on s.id = o.subject left join observation w on w.id = o.replaces
      where o.plan = ${plan} and o.seq = ${seq} and o.value is not null and s.kind = 'compound' order by o.id`.execute(
      trx,
    )
  ).rows

/** The shapes of an import that nothing has changed since, with the shape each took the place of. */
const ownShapes = async (trx: Db | Trx, plan: string, seq: number) => {
  const { rows } = await sql<{ subject: number; before: string | null }>`
    select s.subject, (select ST_AsGeoJSON(b.geom, 15, 0) from shape b
      where b.subject = s.subject and b.geometry_revision < s.geometry_revision order by b.geometry_revision desc limit 1) as before
    from shape s where s.plan = ${plan} and s.seq = ${seq}
      and not exists (select from shape l where l.subject = s.subject and l.geometry_revision > s.geometry_revision)
    order by s.subject`.execute(trx)
  return rows.map(({ subject, before }) => ({
    subject,
    geometry: before ? (JSON.parse(before) as MultiPolygon) : null,
  }))
}

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
 * Takes an import back by adding rows: what it added is withdrawn, what it corrected is said again as it was. Rows and
 * shapes that somebody changed since are left as they are, and counted.
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
      const open = rows.filter(({ corrected_since }) => !corrected_since)
      await addObservations(
        trx,
        write,
        open.map(row => ({
          subject: row.subject,
          indicator: row.indicator,
          value: row.was_value,
          organisation: row.was_organisation,
          effective_on: row.was_on ?? row.effective_on,
          period: row.was_period,
          replaces: row.id,
        })),
      )
      const shapes = moved.length ? await ownShapes(trx, plan, seq) : []
      await addShapes(
        trx,
        write,
        shapes.map(shape => ({ ...shape, effective_on: write.recorded_at.slice(0, 10) })),
      )
      return { seq: write.seq, withdrawn: open.length, kept: rows.length - open.length, shapes: shapes.length }
    },
  )
}
