import type { MultiPolygon } from 'geojson'
import type { DemoCompound } from '../types.ts'

export type Located = DemoCompound & { geometry: MultiPolygon }
export type Box = [west: number, south: number, east: number, north: number]

export const boxOf = ({ coordinates }: MultiPolygon, margin = 0): Box => {
  const points = coordinates.flat(2)
  const [lons, lats] = [points.map(point => point[0]!), points.map(point => point[1]!)]
  return [
    Math.min(...lons) - margin,
    Math.min(...lats) - margin,
    Math.max(...lons) + margin,
    Math.max(...lats) + margin,
  ]
}
export const meet = (a: Box, b: Box) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

/** About thirty metres: across a lane, not across a main road. */
const REACH = 3e-4

/** Yards of one community that lie beside one another, each in one group; sizes go round, alone first. */
export function adjoining(compounds: Located[], sizes: readonly number[]): Located[][] {
  const free = new Set(compounds)
  const groups: Located[][] = []
  for (const seed of compounds) {
    if (!free.delete(seed)) continue
    const group = [seed]
    for (const next of compounds) {
      if (group.length === sizes[groups.length % sizes.length]) break
      const beside = group.some(one => meet(boxOf(one.geometry, REACH), boxOf(next.geometry)))
      if (free.has(next) && next.community === seed.community && beside) {
        group.push(next)
        free.delete(next)
      }
    }
    groups.push(group)
  }
  return groups
}
