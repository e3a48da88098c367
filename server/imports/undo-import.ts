import { ApiError } from '#core/api/errors.ts'
import { dayOfMoment } from '#core/calendar/days.ts'
import type { Db, Trx } from '../db/database.ts'
import { recordWrite } from '../db/write.ts'
import { addObservations, addVerifications, type ObservationRow } from '../observations/observations.queries.ts'
import { builtOn, ON_ROSTER } from '../roster/roster.queries.ts'
import { addShapes } from '../shapes/shapes.queries.ts'
import { type OwnRow, ownRows, ownShapes, UNDO } from './undo.queries.ts'

/** A kind of write that can be taken back: what it and its undo are called, and what a person calls it. */
interface Undoable {
  actions: readonly string[]
  undo: (typeof UNDO)[keyof typeof UNDO]
  zh: string
  /** Whose alone it is to take back; anybody's who may import where it is left out. */
  account?: string
  /** Refuses what must stay; asked under the plan's lock. */
  refuse?: (trx: Trx) => Promise<void>
}

const checkWrite = async (
  db: Db | Trx,
  plan: string,
  seq: number,
  { actions, undo, zh, account }: Undoable,
  before = Number.MAX_SAFE_INTEGER,
) => {
  const write = await db
    .selectFrom('plan_write')
    .select(['action', 'account'])
    .where('plan', '=', plan)
    .where('seq', '=', seq)
    .executeTakeFirst()
  if (!write || !actions.includes(write.action)) throw new ApiError('unknown_import', `第 ${seq} 次写入不是一次${zh}。`)
  if (account !== undefined && write.account !== account)
    throw new ApiError('not_allowed', `第 ${seq} 次${zh}是别人做的，只能由本人撤销。`)
  const undone = await db
    .selectFrom('plan_write')
    .select('seq')
    .where('plan', '=', plan)
    .where('action', '=', undo)
    .where('note', '=', String(seq))
    .where('seq', '<', before)
    .executeTakeFirst()
  if (undone) throw new ApiError('already_undone', `第 ${seq} 次${zh}已在第 ${undone.seq} 次写入中撤销。`)
}

/**
 * Takes a write back by adding rows: what it added is withdrawn, what it corrected is said again as it was, with its
 * evidence and what was found of it. Rows and shapes that somebody changed or built on since are left as they are, and counted.
 */
const undoWrite = async (db: Db, plan: string, seq: number, account: string, kind: Undoable) => {
  await checkWrite(db, plan, seq, kind)
  const moved = await ownShapes(db, plan, seq)
  return recordWrite(
    db,
    plan,
    { account, action: kind.undo, note: String(seq), shapes: moved.length > 0 },
    async (trx, write) => {
      await checkWrite(trx, plan, seq, kind, write.seq)
      await kind.refuse?.(trx)
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

/** Takes an import back. */
export const undoImport = (db: Db, plan: string, seq: number, account: string) =>
  undoWrite(db, plan, seq, account, { actions: ['import'], undo: UNDO.import, zh: '导入' })

/** Takes an act on the roster back, unless more was said since of the parts it made. */
export const undoRoster = (db: Db, plan: string, seq: number, account: string) =>
  undoWrite(db, plan, seq, account, {
    actions: ON_ROSTER,
    undo: UNDO.roster,
    zh: '底数变动',
    refuse: async trx => {
      const built = await builtOn(trx, plan, seq)
      if (built.length)
        throw new ApiError('wrong_state', `${built.join('、')} 此后已有填报，请先撤回那些填报，再撤销这次变动。`)
    },
  })

/** The writes a person makes by hand on the desk, and may take back: a batch of cells, a new compound, a drawn yard. */
export const BY_HAND = ['batch', 'add_compound', 'draw_compound'] as const

/** Takes back what the account itself did by hand. */
export const undoBatch = (db: Db, plan: string, seq: number, account: string) =>
  undoWrite(db, plan, seq, account, { actions: BY_HAND, undo: UNDO.batch, zh: '修改', account })

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
