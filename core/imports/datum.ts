/** Where a shape lies in the file, and where it (or what it belongs to) is known to lie; [lon, lat] in degrees. */
export interface Pair {
  from: [number, number]
  to: [number, number]
}

export interface Shift {
  pairs: number
  /** Median shift in metres, and its parts eastwards and northwards (known less file). */
  metres: number
  east: number
  north: number
  /** Standard deviation of the shift around its mean, metres. */
  deviation: number
  suspected: boolean
}

const METRES_PER_DEGREE = 111_320
const PAIRS = 3
const SHIFT_OVER = 50
const DEVIATION_UNDER = 30

const median = (numbers: number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / (numbers.length || 1)

/**
 * How far a set of shapes lies off, and whether steadily so: a median over 50 m with a deviation under 30 m is what
 * GCJ-02 and BD-09 look like over a county, and no honest redrawing does.
 */
export const shiftOf = (pairs: Pair[]): Shift => {
  const east = pairs.map(({ from, to }) => (to[0] - from[0]) * METRES_PER_DEGREE * Math.cos((to[1] * Math.PI) / 180))
  const north = pairs.map(({ from, to }) => (to[1] - from[1]) * METRES_PER_DEGREE)
  const metres = median(east.map((e, i) => Math.hypot(e, north[i] ?? 0)))
  const [e, n] = [mean(east), mean(north)]
  const deviation = Math.sqrt(mean(east.map((x, i) => (x - e) ** 2 + ((north[i] ?? 0) - n) ** 2)))
  return {
    pairs: pairs.length,
    metres,
    east: median(east),
    north: median(north),
    deviation,
    suspected: pairs.length >= PAIRS && metres > SHIFT_OVER && deviation < DEVIATION_UNDER,
  }
}
