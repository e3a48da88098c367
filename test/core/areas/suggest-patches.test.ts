import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Surroundings } from '#core/api/areas.ts'
import { frameAt } from '#core/areas/frame.ts'
import { barriersBetween } from '#core/areas/patches/barriers.ts'
import type { Position } from '#core/areas/shape.ts'
import { type PatchCompound, suggestPatches } from '#core/areas/suggest-patches.ts'
import { frozen } from '../../helpers/frozen.ts'

const frame = frameAt([112, 34])
const yard = (id: number, at: Position, households = 20): PatchCompound => ({ id, at: frame.toDegrees(at), households })
const line = (...places: Position[]): Surroundings['lines'][number] => ({
  layer: 'river',
  class: null,
  name: '洄水',
  shape: { type: 'LineString', coordinates: places.map(place => [...frame.toDegrees(place)]) },
})
const suggest = (
  compounds: PatchCompound[],
  barriers: Surroundings['lines'],
  size: { households: number } | { compounds: number },
) => suggestPatches(frozen({ compounds, barriers, size }))
const members = (patches: { compounds: number[] }[]) => patches.map(({ compounds }) => compounds)

// 1 2       4 5
// 3          6     two clusters, three yards of 20 households each
test('yards close together are one patch', () => {
  const yards = [
    yard(1, [0, 0]),
    yard(2, [30, 0]),
    yard(3, [0, 30]),
    yard(4, [400, 0]),
    yard(5, [430, 0]),
    yard(6, [410, 30]),
  ]
  expect(suggest(yards, [], { households: 60 })).toEqual([
    { compounds: [1, 2, 3], households: 60 },
    { compounds: [4, 5, 6], households: 60 },
  ])
  expect(members(suggest(yards, [], { compounds: 3 }))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
})

// 1 2 3 4 ≈ 5 6   the river parts 4 from 5, near as they are
test('nothing is tied together across a river', () => {
  const yards = [0, 40, 80, 120, 150, 190].map((east, i) => yard(i + 1, [east, 0]))
  expect(members(suggest(yards, [line([135, -500], [135, 500])], { compounds: 6 }))).toEqual([
    [1, 2, 3, 4],
    [5, 6],
  ])
})

// 1 2 │ 3 │ 4 5   one alone between two rivers
test('a yard alone behind barriers is a patch of its own', () => {
  const yards = [yard(1, [0, 0]), yard(2, [30, 0]), yard(3, [60, 0]), yard(4, [90, 0]), yard(5, [120, 0])]
  const rivers = [line([45, -500], [45, 500]), line([75, -500], [75, 500])]
  expect(members(suggest(yards, rivers, { compounds: 2 }))).toEqual([[1, 2], [3], [4, 5]])
})

// 1 2 3 4 5 6 7 8   in a row, the first as large as all others
test('patches are balanced by households, not by their number', () => {
  const yards = Array.from({ length: 8 }, (_, i) => yard(i + 1, [i * 40, 0], i === 0 ? 140 : 20))
  expect(suggest(yards, [], { households: 140 }).map(({ households }) => households)).toEqual([140, 140])
})

test('nobody makes no patch, yards at one place and yards without households make one', () => {
  expect(suggest([], [], { households: 100 })).toEqual([])
  expect(members(suggest([yard(1, [0, 0], 0), yard(2, [0, 0], 0)], [], { households: 100 }))).toEqual([[1, 2]])
  expect(members(suggest([yard(1, [0, 0]), yard(2, [9, 0])], [], { compounds: 0 }))).toEqual([[1, 2]])
})

const yards = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 999 }),
      at: fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 })),
      households: fc.integer({ min: 0, max: 60 }),
    }),
    { maxLength: 60, selector: ({ id }) => id },
  )
  .map(some => some.map(({ id, at, households }) => yard(id, at, households)))
const rivers = fc.array(
  fc
    .tuple(fc.integer({ min: -100, max: 2100 }), fc.integer({ min: -100, max: 2100 }))
    .map(([from, to]) => line([from + 0.5, -100], [to + 0.5, 2100])),
  { maxLength: 3 },
)

test('every yard is in one patch, in whatever order they come, and no patch lies on both sides of a river', () => {
  fc.assert(
    fc.property(yards, rivers, fc.integer({ min: 20, max: 400 }), (compounds, barriers, households) => {
      const patches = suggest(compounds, barriers, { households })
      expect(
        members(patches)
          .flat()
          .sort((a, b) => a - b),
      ).toEqual(compounds.map(({ id }) => id).sort((a, b) => a - b))
      expect(suggest(compounds.toReversed(), barriers, { households })).toEqual(patches)
      const barred = barriersBetween(barriers)
      for (const ids of members(patches)) {
        const inside = compounds.filter(({ id }) => ids.includes(id))
        // each is reached from the first by ways that cross no river
        const found = new Set([inside[0]!])
        for (const from of found) for (const to of inside) if (!barred(from.at, to.at)) found.add(to)
        expect(found.size).toBe(inside.length)
      }
    }),
    { numRuns: 200, endOnFailure: true },
  )
})

// · · · · · ·
// · · · · · ·    a field of yards of one size, as a street grid has them
// · · · · · ·
test('in an even field no patch is half as large again as asked for, or half as small', () => {
  for (const size of [100, 150, 200, 300]) {
    const field = Array.from({ length: 96 }, (_, i) =>
      yard(i + 1, [(i % 12) * 50 + (i % 5), Math.floor(i / 12) * 50 + (i % 7)], 25),
    )
    for (const { households } of suggest(field, [], { households: size })) {
      expect(households).toBeGreaterThanOrEqual(size / 2)
      expect(households).toBeLessThanOrEqual(size * 1.5)
    }
  }
})
