import type { Bbox } from '../map/map-api.ts'

type Coordinates = readonly (number | Coordinates)[]

/** The box around coordinates however deep; null around nothing. */
export const boxAround = (coordinates: Coordinates): Bbox | null => {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const walk = (each: Coordinates) => {
    if (typeof each[0] === 'number') {
      const [lon, lat] = each as readonly [number, number]
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    } else for (const deeper of each) walk(deeper as Coordinates)
  }
  walk(coordinates)
  return west <= east ? [west, south, east, north] : null
}

/** A box grown by a share of its size to each side, and by `least` degrees at least. */
export const grown = ([west, south, east, north]: Bbox, share: number, least = 0): Bbox => {
  const x = Math.max((east! - west!) * share, least)
  const y = Math.max((north! - south!) * share, least)
  return [west! - x, south! - y, east! + x, north! + y]
}

export const joined = (a: Bbox, b: Bbox | null): Bbox =>
  b ? [Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[2]!, b[2]!), Math.max(a[3]!, b[3]!)] : a

/** Room the toolbar takes of the map, in CSS pixels. */
export const TOOLBAR_ROOM = { top: 140 }

/** The most a window of surroundings may span, in degrees east and north: three kilometres. */
const WIDEST = [0.054, 0.0295] as const

/** The first of these boxes that is no wider than may be asked for; of none, the middle of the last one. */
export const askable = (boxes: readonly Bbox[]): Bbox => {
  const fits = boxes.find(([w, s, e, n]) => e! - w! <= WIDEST[0] && n! - s! <= WIDEST[1])
  if (fits) return fits
  const [w, s, e, n] = boxes.at(-1)!
  const [x, y] = [(w! + e!) / 2, (s! + n!) / 2]
  const [half_x, half_y] = [Math.min(e! - w!, WIDEST[0]) / 2, Math.min(n! - s!, WIDEST[1]) / 2]
  return [x - half_x, y - half_y, x + half_x, y + half_y]
}

export const holds = (outer: Bbox, inner: Bbox): boolean =>
  outer[0]! <= inner[0]! && outer[1]! <= inner[1]! && outer[2]! >= inner[2]! && outer[3]! >= inner[3]!
