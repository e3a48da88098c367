/** Where a count stands `days` from now if the pace holds; whole subjects only, never more than there are, never fewer than now. */
export const projected = (
  now: { covered: number; total: number },
  pace_per_week: number,
  days: number,
): { covered: number; total: number } => {
  const covered = Math.floor(now.covered + (Math.max(0, pace_per_week) * Math.max(0, days)) / 7)
  return { covered: Math.min(now.total, covered), total: now.total }
}
