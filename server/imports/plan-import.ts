import { ApiError } from '#core/api/errors.ts'
import type { Change } from '#core/imports/change.ts'
import { type ImportInput, planChange } from '#core/imports/plan-change.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Db, Trx } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import { documentAt, planHeads } from '../plans/plans.queries.ts'
import { invalidShapes } from './check-validity.ts'
import { knownStanding } from './known-standing.ts'
import { type ImportFiles, type ImportOptions, readImport } from './read-import.ts'
import { UNDO } from './undo-datum.ts'

/** An import worked out and not yet carried out. */
export interface PlannedImport {
  plan: PlanDocument
  /** The plan's last write the change was worked out against. */
  seq: number
  input: ImportInput
  change: Change
  notes: string[]
  /** Names of the first shapes read, so that a person sees whether their encoding was understood. */
  names: string[]
}

/** The document in force of a plan, and its head; refused where there is no such plan. */
export const planInForce = async (db: Db, id: string) => {
  const [head] = await planHeads(db, id)
  const revision = await documentAt(db, id, null)
  if (!head || !revision) throw new ApiError('unknown_plan', `没有方案“${id}”。`)
  return { head, plan: revision.document as PlanDocument }
}

/** What an import would do to a plan as it stands; the database judges the shapes. */
export const changeNow = async (trx: Trx, plan: PlanDocument, input: ImportInput): Promise<Change> => {
  const change = planChange(plan, await knownStanding(trx, plan.id), input)
  return { ...change, faults: [...change.faults, ...(await invalidShapes(trx, change.shapes))] }
}

/** Reads the files and works out what they would change; stores nothing. Whatever is wrong is in the change's faults. */
export const planImport = async (
  db: Db,
  id: string,
  files: ImportFiles,
  options: ImportOptions = {},
): Promise<PlannedImport> => {
  const { head, plan } = await planInForce(db, id)
  const ends_on = adopted(plan.ends_on)
  const [nearer, latest_on] = head.today < ends_on ? [head.today, ends_on] : [ends_on, head.today]
  const as_of = options.as_of ?? nearer
  if (as_of < '1990-01-01' || as_of > latest_on) {
    throw new ApiError('day_out_of_range', `截至日 ${as_of} 超出方案的时间范围。`)
  }
  const read = await readImport({ plan, latest_on }, files, options)
  const { ledger, shapes, divisions } = read
  const input = { ledger, shapes, divisions, as_of, datum_said: options.datum !== undefined, undo: UNDO }
  return readSnapshot(db, async trx => {
    const { seq } = await trx.selectFrom('plan_head').select('seq').where('plan', '=', id).executeTakeFirstOrThrow()
    const change = await changeNow(trx, plan, input)
    const names = read.shapes.flatMap(({ name }) => (name ? [name] : [])).slice(0, 5)
    return {
      plan,
      seq,
      input,
      change: { ...change, faults: [...read.faults, ...change.faults] },
      notes: read.notes,
      names,
    }
  })
}
