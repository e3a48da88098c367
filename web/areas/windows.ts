import type { Bbox } from '../map/map-api.ts'

/** About 2 km, within what the server shows at once. */
const CELL = 0.02
/** Room for the streets beside what lies at the edge, about 200 m. */
const AROUND = 0.002

/** A box cut into windows the server answers, with some room around. */
export const windowsOf = ([west = 0, south = 0, east = 0, north = 0]: Bbox): Bbox[] => {
  const from = [west - AROUND, south - AROUND] as const
  const size = [east + AROUND - from[0], north + AROUND - from[1]] as const
  const [columns, rows] = size.map(each => Math.max(1, Math.ceil(each / CELL))) as [number, number]
  const [wide, high] = [size[0] / columns, size[1] / rows]
  return Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [from[0] + (i % columns) * wide, from[1] + Math.floor(i / columns) * high]
    return [x, y, x + wide, y + high]
  })
}
