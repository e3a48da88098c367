const STEP = 1024
const UNITS = ['KB', 'MB', 'GB', 'TB'] as const

/** Bytes as people say them, in three figures at most: 86 KB, 1.4 GB, 812 MB. */
export function sizeText(bytes: number): string {
  let size = bytes / STEP
  let unit = 0
  while (size >= STEP && unit < UNITS.length - 1) {
    size /= STEP
    unit += 1
  }
  const figures = size < 9.95 && unit > 0 ? size.toFixed(1) : String(Math.max(bytes > 0 ? 1 : 0, Math.round(size)))
  return `${figures} ${UNITS[unit]}`
}
