import type { ImportAnswer } from '#core/imports/import-answer.ts'

export const KINDS = ['refused', 'changed', 'added', 'unmatched'] as const
export type Kind = (typeof KINDS)[number]

/** One line of what an import would do. */
export type PreviewRow =
  | { kind: 'added'; row: ImportAnswer['added_rows'][number] }
  | { kind: 'changed'; row: ImportAnswer['changes'][number] }
  | { kind: 'unmatched'; row: ImportAnswer['unmatched'][number] }
  | { kind: 'refused'; row: ImportAnswer['faults'][number] }

/** Everything an import would do or cannot do, what must be put right first. */
export const previewRows = ({ faults, changes, added_rows, unmatched }: ImportAnswer): PreviewRow[] => [
  ...faults.map(row => ({ kind: 'refused', row }) as const),
  ...changes.map(row => ({ kind: 'changed', row }) as const),
  ...added_rows.map(row => ({ kind: 'added', row }) as const),
  ...unmatched.map(row => ({ kind: 'unmatched', row }) as const),
]

/** How many lines of each kind there are. */
export const kindCounts = (rows: readonly PreviewRow[]): Record<Kind, number> => {
  const counts = { refused: 0, changed: 0, added: 0, unmatched: 0 }
  for (const { kind } of rows) counts[kind]++
  return counts
}

/** The lines of one kind, or of all, that hold a text anywhere. */
export const filtered = (rows: readonly PreviewRow[], kind: Kind | null, text: string): PreviewRow[] => {
  const wanted = text.trim().toLowerCase()
  return rows.filter(
    each =>
      (kind === null || each.kind === kind) &&
      (!wanted || Object.values(each.row).some(value => String(value).toLowerCase().includes(wanted))),
  )
}

export type Step = 'files' | 'columns' | 'place' | 'difference'

const OF_COLUMNS = new Set(['ledger_header_missing', 'column_twice', 'column_field_unknown'])
const OF_PLACE = new Set(['crs_missing', 'crs_unknown', 'shape_metric', 'datum_suspected', 'shape_lonlat_swapped'])

/** Where a person must look first: at the columns or the place of the shapes if something is odd there, else at the difference. */
export const firstStep = ({ faults }: Pick<ImportAnswer, 'faults'>): Step => {
  const has = (codes: Set<string>) => faults.some(({ code }) => codes.has(code ?? ''))
  if (has(OF_COLUMNS)) return 'columns'
  return has(OF_PLACE) ? 'place' : 'difference'
}
