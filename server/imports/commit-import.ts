import { ApiError } from '#core/api/errors.ts'
import { type Change, isEmpty, type NewObservation } from '#core/imports/change.ts'
import type { Ref } from '#core/imports/standing.ts'
import type { Db, Trx } from '../db/database.ts'
import { recordWrite, type Write, type WriteOptions } from '../db/write.ts'
import { addObservations, type ObservationRow } from '../observations/observations.queries.ts'
import { addShapes } from '../shapes/shapes.queries.ts'
import { addDivisions, addSubjects } from '../subjects/subjects.queries.ts'
import { changeNow, type PlannedImport } from './plan-import.ts'

/** Faults named in one answer. */
export const FAULTS_SAID = 1000

/** Refuses an import in which something must be put right first. */
export const refuseFaults = ({ faults }: Change) => {
  if (faults.length)
    throw new ApiError('import_refused', `有 ${faults.length} 处需要改正，没有导入任何内容。`, {
      faults: faults.slice(0, FAULTS_SAID),
    })
}

const store = async (trx: Trx, write: Write, change: Change, as_of: string) => {
  const ids = new Map<Ref, number>()
  const idOf = (ref: Ref): number => {
    const id = typeof ref === 'number' ? ref : ids.get(ref)
    if (id === undefined) throw new Error(`no subject for ${ref}`)
    return id
  }
  const add = async (kind: 'division' | 'organisation' | 'compound', rows: { ref: Ref; code: string }[]) => {
    const added = await addSubjects(
      trx,
      write,
      rows.map(({ code }) => ({ kind, code })),
    )
    for (const [i, { ref }] of rows.entries()) ids.set(ref, added[i] ?? 0)
  }
  const row = ({ refers, subject, organisation, value, ...rest }: NewObservation): ObservationRow => ({
    ...rest,
    subject: idOf(subject),
    value: refers === undefined ? value : String(idOf(refers)),
    organisation: organisation == null ? null : idOf(organisation),
  })
  await add('division', change.divisions)
  await addDivisions(
    trx,
    change.divisions.map(({ ref, level, parent }) => ({
      id: idOf(ref),
      level,
      parent: parent === null ? null : idOf(parent),
    })),
  )
  await add('organisation', change.organisations)
  await add('compound', change.compounds)
  await addObservations(trx, write, change.observations.map(row))
  await addShapes(
    trx,
    write,
    change.shapes.map(({ subject, geometry }) => ({ subject: idOf(subject), geometry, effective_on: as_of })),
  )
}

/** The write an import is. */
export const importWrite = ({ change }: PlannedImport, account: string): WriteOptions => ({
  account,
  action: 'import',
  note: `${change.counts.rows} 行台账，${change.shape_counts.read} 个图形`,
  shapes: change.shapes.length > 0,
})

/** Ends a write that turned out to have nothing to say, so that it leaves no trace. */
class NothingToWrite extends Error {
  readonly change: Change
  constructor(change: Change) {
    super('nothing to write')
    this.change = change
  }
}

/**
 * Stores a planned import within its write, and answers it as it was carried out. Where the plan was written to since, the
 * change is worked out again under the plan's lock.
 */
export const storeImport = async (trx: Trx, write: Write, planned: PlannedImport): Promise<PlannedImport> => {
  const { plan, seq, input } = planned
  refuseFaults(planned.change)
  const change = write.seq === seq + 1 ? planned.change : await changeNow(trx, plan, input)
  refuseFaults(change)
  if (isEmpty(change)) throw new NothingToWrite(change)
  if (change.shapes.length && !planned.change.shapes.length)
    throw new ApiError('changed_meanwhile', '导入期间有人改动了小区的图形，没有导入任何内容，请重新导入。')
  await store(trx, write, change, input.as_of)
  return { ...planned, change }
}

/** Answers what a write of an import answers, or `otherwise` where there was nothing to do. */
export const orNothing = async <T>(
  planned: PlannedImport,
  writing: Promise<T>,
  otherwise: (planned: PlannedImport) => T | Promise<T>,
): Promise<T> => {
  try {
    return await writing
  } catch (error) {
    if (error instanceof NothingToWrite) return otherwise({ ...planned, change: error.change })
    throw error
  }
}

/** Carries out a planned import as one write, or not at all. Answers the write's number; null when there was nothing to do. */
export const commitImport = (db: Db, planned: PlannedImport, account: string): Promise<number | null> => {
  const writing = recordWrite(db, planned.plan.id, importWrite(planned, account), async (trx, write) => {
    await storeImport(trx, write, planned)
    return write.seq as number | null
  })
  return orNothing(planned, writing, () => null)
}
