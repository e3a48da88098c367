import type { ImportAnswer } from '#core/imports/import-answer.ts'
import { FAULTS_SAID } from './commit-import.ts'
import type { PlannedImport } from './plan-import.ts'

const SAID = 5000
const SHAPES_SHOWN = 5000
const INVALID_SHOWN = 200

/** A planned or done import as it is answered. Shapes are shown in a trial alone, where a person looks at them. */
export const importAnswerOf = (planned: PlannedImport, seq: number | null, trial = false): ImportAnswer => {
  const { input, change, notes, names, as_given } = planned
  return {
    seq,
    as_of: input.as_of,
    counts: change.counts,
    shape_counts: change.shape_counts,
    new_divisions: change.divisions.length,
    new_organisations: change.organisations.length,
    observations: change.observations.length,
    changes: change.changes.slice(0, SAID),
    added_rows: change.added_rows.slice(0, SAID),
    sheets: input.ledger?.layout ?? [],
    shapes: trial ? change.placed.slice(0, SHAPES_SHOWN).map((shape, i) => shownShape(shape, as_given[i])) : [],
    invalid: trial ? change.invalid.slice(0, INVALID_SHOWN) : [],
    unmatched: change.unmatched.slice(0, SAID),
    ignored: input.ledger?.ignored ?? [],
    names,
    remarks: [...notes, ...change.warnings].slice(0, SAID),
    faults: change.faults.slice(0, FAULTS_SAID),
  }
}

const shownShape = (
  { compound, geometry, ...shape }: PlannedImport['change']['placed'][number],
  as_given: PlannedImport['as_given'][number] | undefined,
): ImportAnswer['shapes'][number] => ({
  ...shape,
  compound: compound && { ...compound, id: typeof compound.ref === 'number' ? compound.ref : null },
  geometry: as_given ?? geometry,
})
