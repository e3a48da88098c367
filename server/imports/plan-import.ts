import type { MultiPolygon } from 'geojson'
import type { Change } from '#core/imports/change.ts'
import type { LedgerSheet } from '#core/imports/ledger.ts'
import { type ImportInput, planChange } from '#core/imports/plan-change.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Db, Trx } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import { clamped, planOf, requireDay } from '../plans/plan-of.ts'
import { invalidShapes, validityFaults } from './check-validity.ts'
import { knownStanding } from './known-standing.ts'
import { outOfPlace } from './out-of-place.ts'
import { type ImportFiles, type ImportOptions, readImport } from './read-import.ts'
import { repairShapes } from './repair-shapes.ts'
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
  /** The ledger's sheets as they lie in the file, and the shapes before any datum was undone: to be shown. */
  sheets: LedgerSheet[]
  as_given: MultiPolygon[]
}

/** A large county is compared and judged in more than an answer's time; whoever imports is waiting for it. */
const PATIENCE_SECONDS = 300

/** What an import would do to a plan as it stands; the database judges the shapes. */
export const changeNow = async (trx: Trx, plan: PlanDocument, input: ImportInput): Promise<Change> => {
  const standing = await knownStanding(trx, plan.id, input.as_of)
  const change = planChange(plan, standing, await repairShapes(trx, input))
  const invalid = await invalidShapes(trx, change.shapes)
  return { ...change, invalid, faults: [...change.faults, ...validityFaults(invalid)] }
}

/** Reads the files and works out what they would change; stores nothing. Whatever is wrong is in the change's faults, also what lies where `account` may not write. */
export const planImport = async (
  db: Db,
  id: string,
  files: ImportFiles,
  options: ImportOptions = {},
  account?: string,
) => {
  const { head, document } = await planOf(db, id)
  return workOut(db, document, head.today, files, options, account)
}

/** The same for a document that may not be loaded yet. */
export const workOut = async (
  db: Db,
  plan: PlanDocument,
  today: string,
  files: ImportFiles,
  options: ImportOptions,
  account?: string,
): Promise<PlannedImport> => {
  const ends_on = adopted(plan.ends_on)
  const latest_on = today < ends_on ? ends_on : today
  const as_of = options.as_of ?? clamped(today, plan)
  requireDay(plan, as_of)
  const read = await readImport({ plan, latest_on }, files, options)
  const { ledger, shapes, divisions, sheets, as_given } = read
  const { matches, repairs } = options
  const datum_said = options.datum !== undefined
  const input = { ledger, shapes, divisions, as_of, datum_said, undo: UNDO, matches: new Map(matches), repairs }
  return readSnapshot(
    db,
    async trx => {
      const head = await trx.selectFrom('plan_head').select('seq').where('plan', '=', plan.id).executeTakeFirst()
      const change = await changeNow(trx, plan, input)
      const names = shapes.flatMap(({ name }) => (name ? [name] : [])).slice(0, 5)
      const astray = account === undefined ? [] : await outOfPlace(trx, account, change)
      const faults = [...read.faults, ...change.faults, ...astray]
      return {
        plan,
        seq: head?.seq ?? 0,
        input,
        change: { ...change, faults },
        notes: read.notes,
        names,
        sheets,
        as_given,
      }
    },
    PATIENCE_SECONDS,
  )
}
