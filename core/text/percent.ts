/**
 * A share as percent text with one decimal, "72.9"; null where there is nothing to share.
 * Rounded half up, but never up onto a whole percent that is not reached: 7,997 of 10,000 reads 79.9, for 80 is a target.
 */
export const percentText = (part: number, whole: number): string | null => {
  if (whole <= 0) return null
  const tenths = Math.floor((part * 2000 + whole) / (whole * 2))
  const unreached = tenths % 10 === 0 && part * 1000 < tenths * whole
  return ((unreached ? tenths - 1 : tenths) / 10).toFixed(1)
}
