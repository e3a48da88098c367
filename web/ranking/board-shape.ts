/** Rows that stand in one column, with what moved each of them under it. */
const ONE_COLUMN = 12
/** Rows that can be read from the last chair at all, in two columns. */
const MOST_ROWS = 30

export interface BoardShape<T> {
  shown: T[]
  columns: 1 | 2
  /** Rows in a column. */
  lines: number
  /** How many are left out between the first and the last. */
  omitted: number
}

/** How a board stands on a screen: few rows large with their reasons, many in two columns, of too many the first and the last. */
export const boardShape = <T>(rows: readonly T[]): BoardShape<T> => {
  const omitted = Math.max(0, rows.length - MOST_ROWS)
  const shown = omitted > 0 ? [...rows.slice(0, MOST_ROWS / 2), ...rows.slice(-MOST_ROWS / 2)] : [...rows]
  const columns = shown.length > ONE_COLUMN ? 2 : 1
  return { shown, columns, lines: Math.max(1, Math.ceil(shown.length / columns)), omitted }
}
