/** Tables every plan has, whatever its levels. */
export const COMMON_TABLES = [
  'ranking_organisation',
  'ranking_compound',
  'compounds',
  'modes',
  'measures',
  'outlook',
  'moves',
  'corrections',
  'cases',
] as const

export const totalsId = (level: string) => `totals_${level}`
export const rankingId = (of: string) => `ranking_${of}`

/** Ids of the tables a plan's texts may name. */
export const tableIds = (levels: readonly string[]): ReadonlySet<string> =>
  new Set([...levels.flatMap(level => [totalsId(level), rankingId(level)]), ...COMMON_TABLES])

/** What a list of a plan may take its rows from. */
export const rowIds = (levels: readonly string[]): readonly string[] => [
  ...levels,
  'organisation',
  'compound',
  'measure',
]
