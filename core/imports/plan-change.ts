import type { PlanDocument } from '../plan/plan-document.ts'
import { adopted } from '../plan/printed.ts'
import type { Change } from './change.ts'
import { divisionShapes } from './division-shapes.ts'
import { divisionBook } from './divisions.ts'
import { sameShape } from './geometry.ts'
import type { Ledger } from './ledger.ts'
import { matchRows } from './match-rows.ts'
import type { SaidMatches, ShapeFeature } from './match-shapes.ts'
import { organisationBook } from './organisations.ts'
import type { Undo } from './place-shapes.ts'
import { rowChange } from './row-change.ts'
import { shapeChange } from './shape-change.ts'
import type { Ref, Standing } from './standing.ts'

export interface ImportInput {
  ledger: Ledger | null
  shapes: ShapeFeature[]
  divisions: ShapeFeature[]
  /** The day the ledger speaks of. */
  as_of: string
  /** Whether the datum of the shapes was said, so that none is suspected. */
  datum_said: boolean
  undo: Record<string, Undo>
  /** The compounds a person matched shapes to. */
  matches?: SaidMatches
  /** Labels of the shapes a person takes as the database would mend them. */
  repairs?: readonly string[]
}

const earlier = (a: string, b: string) => (a < b ? a : b)

/**
 * What an import would do to a plan, worked out from what it holds and what the files say; nothing is done here.
 * The facts of a new compound hold from the plan's first day until the roster is frozen, afterwards from `as_of`:
 * a baseline was there before somebody typed it in.
 */
export const planChange = (plan: PlanDocument, standing: Standing, input: ImportInput): Change => {
  const { ledger, as_of } = input
  const first = earlier(as_of, adopted(plan.starts_on))
  const facts_on = standing.frozen ? as_of : first
  const divisions = divisionBook(plan, standing)
  const organisations = organisationBook(standing)
  const borders = divisionShapes(plan, divisions, input.divisions)
  const rows = matchRows(plan, standing, divisions, ledger?.rows ?? [], as_of)
  const rowChanges = rows.matched.map(row => rowChange(plan, row, organisations, { as_of, facts_on }))
  const placed = shapeChange(standing, divisions, rows.matched, input)
  const named = (subject: Ref, value: string): Change['observations'][number] => ({
    subject,
    indicator: 'name',
    value,
    effective_on: first,
  })
  const added = rows.matched.filter(({ known }) => !known)
  const changed = rows.matched.filter(({ known }, i) => known && rowChanges[i]?.observations.length)
  return {
    divisions: divisions.added,
    organisations: organisations.added,
    compounds: added.map(({ ref, code }) => ({ ref, code })),
    observations: [
      ...[...divisions.naming, ...organisations.naming].map(({ ref, name }) => named(ref, name)),
      ...rowChanges.flatMap(({ observations }) => observations),
    ],
    shapes: [
      ...borders.shapes
        .filter(({ geometry, before }) => !sameShape(before, geometry))
        .map(({ subject, geometry, label }) => ({ subject, geometry, label })),
      ...placed.shapes,
    ],
    counts: {
      rows: ledger?.rows.length ?? 0,
      added: added.length,
      changed: changed.length,
      unchanged: rows.matched.length - added.length - changed.length,
      unlocated: placed.unlocated,
    },
    shape_counts: placed.counts,
    added_rows: added.map(({ row, code, home }) => ({
      sheet: row.sheet,
      row: row.row,
      code,
      name: row.name ?? code,
      home: divisions.entries.find(({ ref }) => ref === home)?.name ?? '',
    })),
    changes: rowChanges.flatMap(({ changes }) => changes),
    placed: placed.placed,
    unmatched: placed.unmatched,
    invalid: [],
    warnings: [...rows.warnings, ...placed.warnings],
    faults: [
      ...(ledger?.faults ?? []),
      ...rows.faults,
      ...rowChanges.flatMap(({ faults }) => faults),
      ...borders.faults,
      ...placed.faults,
    ],
  }
}
