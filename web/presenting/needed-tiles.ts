import { fitting } from '../map/camera.ts'
import type { Bbox, Padding } from '../map/map-api.ts'

/** What a scene looks at, and the room its words take, in CSS pixels. */
export interface View {
  bbox: Bbox
  padding: Padding
}
export interface Size {
  width: number
  height: number
}
export interface Tile {
  z: number
  x: number
  y: number
}
/** A map's look: zoom, and the middle of the screen on a world that is one wide, from its north-west corner. */
export interface Look {
  zoom: number
  x: number
  y: number
}
interface Zooms {
  min: number
  max: number
}

/** CSS pixels of the world at zoom 0. */
const WORLD_PX = 512
/** Between two scenes the map flies: so many looks on the way are kept, too. */
const ON_THE_WAY = 6

const worldX = (lon: number) => lon / 360 + 0.5
const worldY = (lat: number) => {
  const sine = Math.sin((lat * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

/** Where a map fitted to a view stands. */
export const lookOf = ({ bbox, padding: wished }: View, { width, height }: Size, closest: number): Look => {
  const padding = fitting(wished, width, height)
  const [west, east] = [worldX(bbox[0]!), worldX(bbox[2]!)]
  const [north, south] = [worldY(bbox[3]!), worldY(bbox[1]!)]
  const free = { width: width - padding.left - padding.right, height: height - padding.top - padding.bottom }
  const scale = Math.min(free.width / Math.max(east - west, 1e-9), free.height / Math.max(south - north, 1e-9))
  const zoom = Math.min(closest, Math.log2(Math.max(scale, 1) / WORLD_PX))
  const px = WORLD_PX * 2 ** zoom
  return {
    zoom,
    x: (west + east) / 2 + (width / 2 - (padding.left + free.width / 2)) / px,
    y: (north + south) / 2 + (height / 2 - (padding.top + free.height / 2)) / px,
  }
}

/** The tiles a map of that size shows. */
export const tilesAt = ({ zoom, x, y }: Look, { width, height }: Size, { min, max }: Zooms): Tile[] => {
  const z = Math.min(max, Math.max(min, Math.floor(zoom)))
  const across = 2 ** z
  const px = WORLD_PX * 2 ** zoom
  const from = (middle: number, length: number) => Math.max(0, Math.floor((middle - length / 2 / px) * across))
  const to = (middle: number, length: number) => Math.min(across - 1, Math.floor((middle + length / 2 / px) * across))
  const tiles: Tile[] = []
  for (let row = from(y, height); row <= to(y, height); row++)
    for (let column = from(x, width); column <= to(x, width); column++) tiles.push({ z, x: column, y: row })
  return tiles
}

/** On a straight flight, a part `k` of the way. */
const between = (a: Look, b: Look, k: number): Look => ({
  zoom: a.zoom + (b.zoom - a.zoom) * k,
  x: a.x + (b.x - a.x) * k,
  y: a.y + (b.y - a.y) * k,
})

/** Every tile the scenes' views need, and the flights from each to the next and back to the first; each once. */
export const neededTiles = (
  views: readonly View[],
  size: Size,
  { closest, ...zooms }: Zooms & { closest: number },
): Tile[] => {
  const looks = views.map(view => lookOf(view, size, closest))
  const flights = looks.flatMap((look, i): [Look, Look][] => {
    const before = looks[i - 1]
    const first = looks[0]!
    return before
      ? [
          [before, look],
          [first, look],
        ]
      : []
  })
  const all = [
    ...looks,
    ...flights.flatMap(([a, b]) =>
      Array.from({ length: ON_THE_WAY }, (_, i) => between(a, b, (i + 1) / (ON_THE_WAY + 1))),
    ),
  ]
  const tiles = all
    .flatMap(look => tilesAt(look, size, zooms))
    .map(tile => [`${tile.z}/${tile.x}/${tile.y}`, tile] as const)
  return [...new Map(tiles).values()]
}
