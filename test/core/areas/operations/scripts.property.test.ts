import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkArea } from '#core/areas/check-area.ts'
import { contentsOf } from '#core/areas/contents.ts'
import { addHole } from '#core/areas/operations/add-hole.ts'
import { addPart } from '#core/areas/operations/add-part.ts'
import { addVertex } from '#core/areas/operations/add-vertex.ts'
import { alignTo } from '#core/areas/operations/align-to.ts'
import { clipTo } from '#core/areas/operations/clip-to.ts'
import { deleteVertex } from '#core/areas/operations/delete-vertex.ts'
import { merge } from '#core/areas/operations/merge.ts'
import { moveEdge } from '#core/areas/operations/move-edge.ts'
import { moveShape } from '#core/areas/operations/move-shape.ts'
import { moveVertex } from '#core/areas/operations/move-vertex.ts'
import type { Done } from '#core/areas/operations/operation.ts'
import { removeHole } from '#core/areas/operations/remove-hole.ts'
import { removePart } from '#core/areas/operations/remove-part.ts'
import { splitBy } from '#core/areas/operations/split-by.ts'
import { squareCorners } from '#core/areas/operations/square-corners.ts'
import { traceAlong } from '#core/areas/operations/trace-along.ts'
import { type DraftShape, type Position, type Ring, toMultiPolygon } from '#core/areas/shape.ts'
import { frozen } from '../../../helpers/frozen.ts'
import { square } from './drawn.ts'

const RUNS = 300

/** Places on a coarse grid, so that points meet, edges touch and rings collapse often. */
const place: fc.Arbitrary<Position> = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
  .map(([x, y]) => [112 + x / 1000, 34 + y / 1000])
const ring: fc.Arbitrary<Ring> = fc.oneof(
  fc.array(place, { minLength: 0, maxLength: 7 }),
  fc.tuple(place, fc.integer({ min: 1, max: 4 })).map(([[west, south], side]) => square(west, south, side / 1000)),
)
const vertex = fc.record({
  part: fc.integer({ min: 0, max: 2 }),
  ring: fc.integer({ min: 0, max: 2 }),
  index: fc.integer({ min: 0, max: 6 }),
})
const neighbour = ring.map(shell => toMultiPolygon([{ shell, holes: [] }]))
const near = fc.array(neighbour, { maxLength: 2 }).map(some => some.filter(each => each !== null))
const way: fc.Arbitrary<Position> = place.map(([lon, lat]) => [lon - 112, lat - 34])

type Step = (shape: DraftShape) => Done
const split =
  (line: Ring, which: 0 | 1): Step =>
  shape => {
    const answer = splitBy(shape, line)
    return answer.ok ? { ok: true, shape: answer.shapes[which] } : answer
  }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(vertex, place).map(
    ([at, to]): Step =>
      shape =>
        moveVertex(shape, at, to),
  ),
  fc.tuple(vertex, place).map(
    ([at, to]): Step =>
      shape =>
        addVertex(shape, at, to),
  ),
  vertex.map(
    (at): Step =>
      shape =>
        deleteVertex(shape, at),
  ),
  fc.tuple(vertex, way).map(
    ([at, by]): Step =>
      shape =>
        moveEdge(shape, at, by),
  ),
  way.map(
    (by): Step =>
      shape =>
        moveShape(shape, by),
  ),
  ring.map(
    (drawn): Step =>
      shape =>
        addPart(shape, drawn),
  ),
  ring.map(
    (drawn): Step =>
      shape =>
        addHole(shape, drawn),
  ),
  fc.integer({ min: 0, max: 2 }).map(
    (part): Step =>
      shape =>
        removePart(shape, part),
  ),
  fc.integer({ min: 0, max: 2 }).map(
    (hole): Step =>
      shape =>
        removeHole(shape, 0, hole),
  ),
  fc.tuple(ring, fc.constantFrom(0 as const, 1 as const)).map(([line, which]): Step => split(line, which)),
  ring.map(
    (shell): Step =>
      shape =>
        merge(shape, [{ shell, holes: [] }]),
  ),
  near.map(
    (some): Step =>
      shape =>
        clipTo(shape, some),
  ),
  fc.tuple(near, fc.constantFrom(0.5, 30, 200)).map(
    ([some, metres]): Step =>
      shape =>
        alignTo(shape, some, metres),
  ),
  fc.tuple(vertex, neighbour, fc.nat(6), fc.nat(6)).map(
    ([at, along, from, to]): Step =>
      shape => {
        const points = along?.coordinates.flat(2) ?? [[112, 34]]
        const placeOf = (i: number) => points[i % points.length] as [number, number]
        return traceAlong(shape, at, along ?? { type: 'MultiPolygon', coordinates: [] }, placeOf(from), placeOf(to))
      },
  ),
  fc.constant<Step>(squareCorners),
)

test('whatever is done in whatever order, the shape stays well-formed, and what was before is untouched', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), steps => {
      const history: { shape: DraftShape; text: string }[] = []
      let shape: DraftShape = frozen([{ shell: square(112.002, 34.002, 0.004), holes: [] }])
      for (const each of steps) {
        history.push({ shape, text: JSON.stringify(shape) })
        const answer = each(shape)
        if (!answer.ok) continue
        shape = frozen(answer.shape)
        expectWellFormed(shape)
      }
      for (const { shape: before, text } of history) expect(JSON.stringify(before)).toBe(text)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})

const QUESTION = {
  kind: 'management_area',
  picks: [],
  ground: 'enclosed',
  town: null,
  community: null,
  neighbours: [],
  compounds: [],
} as const

test('whatever is drawn, the checks answer and never throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ shell: ring, holes: fc.array(ring, { maxLength: 2 }) }), { maxLength: 3 }),
      near,
      (shape, neighbours) => {
        const drawn = toMultiPolygon(frozen(shape))
        const compounds = neighbours.map((ground, id) => ({
          id,
          name: '院',
          shape: ground,
          covered: false,
          taken_by: null,
          households: 1,
          floor_area: 1,
          buildings: 1,
          mode: null,
        }))
        const sound = neighbours.filter(each =>
          checkArea({ ...QUESTION, shape: each }).every(({ code }) => code !== 'shape_invalid'),
        )
        const issues = checkArea({
          ...QUESTION,
          shape: drawn,
          neighbours: sound.map((ground, id) => ({ id, name: '邻', shape: ground })),
        })
        expect(issues.every(({ at }) => at === null || at.every(Number.isFinite))).toBe(true)
        expect(
          contentsOf(
            drawn,
            [],
            compounds.filter(({ shape: ground }) => sound.includes(ground)),
          ).households,
        ).toBeGreaterThanOrEqual(0)
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  )
})

function expectWellFormed(shape: DraftShape) {
  for (const ring of toMultiPolygon(shape)?.coordinates.flat() ?? []) {
    expect(ring.length).toBeGreaterThanOrEqual(4)
    expect(ring.at(-1)).toEqual(ring[0])
    expect(ring.flat().every(Number.isFinite)).toBe(true)
  }
}
