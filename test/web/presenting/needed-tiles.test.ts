import { expect, test } from 'vitest'
import { lookOf, neededTiles, tilesAt } from '../../../web/presenting/needed-tiles.ts'

const SIZE = { width: 1024, height: 768 }
const BARE = { top: 0, right: 0, bottom: 0, left: 0 }
const ZOOMS = { min: 8, max: 16 }
const COUNTY = { bbox: [112.4, 34.6, 112.6, 34.75], padding: BARE }
const YARD = { bbox: [112.498, 34.698, 112.502, 34.702], padding: BARE }
const names = (tiles: { z: number; x: number; y: number }[]) => tiles.map(({ z, x, y }) => `${z}/${x}/${y}`)

test('a fitted look has the whole view on the screen, the larger side touching', () => {
  const { zoom, x } = lookOf(COUNTY, SIZE, 16.5)
  expect(x).toBeCloseTo(112.5 / 360 + 0.5, 6)
  const across = (0.2 / 360) * 512 * 2 ** zoom
  expect(across).toBeLessThanOrEqual(SIZE.width + 0.001)
  expect(across).toBeGreaterThan(SIZE.width * 0.7)
})

test('a tiny yard is looked at no closer than asked', () => {
  expect(lookOf({ ...YARD, bbox: [112.5, 34.7, 112.5, 34.7] }, SIZE, 16.5).zoom).toBe(16.5)
})

test('words on the left push the middle of the view to the right', () => {
  const shifted = lookOf({ ...COUNTY, padding: { ...BARE, left: 512 } }, SIZE, 16.5)
  const px = 512 * 2 ** shifted.zoom
  expect((112.5 / 360 + 0.5 - shifted.x) * px + SIZE.width / 2).toBeCloseTo(512 + 256, 3)
})

test('the tiles of a look cover the screen, and none is asked for that lies off it', () => {
  const look = lookOf(COUNTY, SIZE, 16.5)
  const tiles = tilesAt(look, SIZE, ZOOMS)
  expect(new Set(tiles.map(({ z }) => z))).toEqual(new Set([Math.floor(look.zoom)]))
  expect(tiles.length).toBeGreaterThanOrEqual(2)
  expect(tiles.length).toBeLessThanOrEqual(16)
  const across = 2 ** Math.floor(look.zoom)
  expect(tiles.some(({ x }) => x === Math.floor(look.x * across))).toBe(true)
})

test('tiles end where the plan has none: closer than the closest, the closest serve', () => {
  expect(tilesAt({ zoom: 18.2, x: 0.8, y: 0.4 }, SIZE, ZOOMS).every(({ z }) => z === 16)).toBe(true)
  expect(tilesAt({ zoom: 3, x: 0.8, y: 0.4 }, SIZE, ZOOMS).every(({ z }) => z === 8)).toBe(true)
})

test('a flight to a yard brings every zoom on the way, each tile once', () => {
  const tiles = neededTiles([COUNTY, YARD], SIZE, { ...ZOOMS, closest: 16.5 })
  const zooms = [...new Set(tiles.map(({ z }) => z))].sort((a, b) => a - b)
  const [first, last] = [zooms[0]!, zooms.at(-1)!]
  expect(zooms).toEqual(Array.from({ length: last - first + 1 }, (_, i) => first + i))
  expect(new Set(names(tiles)).size).toBe(tiles.length)
})

test('no scene, no tile', () => {
  expect(neededTiles([], SIZE, { ...ZOOMS, closest: 16.5 })).toEqual([])
})
