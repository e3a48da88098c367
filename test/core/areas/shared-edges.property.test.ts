import fc from 'fast-check'
import type { MultiPolygon } from 'geojson'
import { expect, test } from 'vitest'
import { checkArea } from '#core/areas/check-area.ts'
import { frameAt } from '#core/areas/frame.ts'
import { alignTo } from '#core/areas/operations/align-to.ts'
import { clipTo } from '#core/areas/operations/clip-to.ts'
import { nearestAlong, pointAlong, segmentsOf, squareDistance } from '#core/areas/segments.ts'
import { fromMultiPolygon, type Position, toMultiPolygon } from '#core/areas/shape.ts'
import { frozen } from '../../helpers/frozen.ts'

const RUNS = 400
const frame = frameAt([113.4567891234, 31.2345678912])

/** A yard around a place in metres: corners in turn, at odd distances. */
const yardAt = ([east, north]: Position): fc.Arbitrary<MultiPolygon> =>
  fc
    .tuple(
      fc.array(fc.double({ min: 25, max: 60, noNaN: true }), { minLength: 4, maxLength: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([distances, turn]) => {
      const shell = distances.map((distance, i): Position => {
        const angle = ((i + turn) / distances.length) * 2 * Math.PI
        return frame.toDegrees([east + distance * Math.cos(angle), north + distance * Math.sin(angle)])
      })
      return frozen(toMultiPolygon([{ shell, holes: [] }])!)
    })

const pair = fc
  .tuple(fc.double({ min: 20, max: 110, noNaN: true }), fc.double({ min: -40, max: 40, noNaN: true }))
  .chain(([east, north]) => fc.tuple(yardAt([0, 0]), yardAt([east, north])))

const codes = (shape: MultiPolygon, other: MultiPolygon) =>
  checkArea({
    shape,
    kind: 'management_area',
    picks: [],
    ground: 'enclosed',
    town: null,
    community: null,
    neighbours: [{ id: 1, name: '邻', shape: other }],
    compounds: [],
  }).map(({ code }) => code)

/** As the database keeps what was imported: seven decimals. */
const rounded = ({ coordinates }: MultiPolygon): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: coordinates.map(part =>
    part.map(ring => ring.map(point => point.map(degrees => Math.round(degrees * 1e7) / 1e7))),
  ),
})

test('what was clipped to a neighbour, and what was aligned after, never overlaps it, nor does it rounded', () => {
  fc.assert(
    fc.property(pair, ([neighbour, yard]) => {
      const clipped = clipTo(fromMultiPolygon(yard), [neighbour])
      fc.pre(clipped.ok)
      const aligned = alignTo(clipped.shape, [neighbour], 0.1)
      for (const shape of [clipped.shape, ...(aligned.ok ? [aligned.shape] : [])]) {
        const drawn = toMultiPolygon(shape)!
        expect(codes(drawn, neighbour)).not.toContain('shape_invalid')
        for (const each of [drawn, rounded(drawn)]) {
          expect(codes(each, neighbour)).not.toContain('overlap')
          expect(codes(each, rounded(neighbour))).not.toContain('overlap')
        }
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})

test('after clipping every point on the neighbour’s line is the neighbour’s own, or the one where the two lines met', () => {
  fc.assert(
    fc.property(pair, ([neighbour, yard]) => {
      const clipped = clipTo(fromMultiPolygon(yard), [neighbour])
      fc.pre(clipped.ok)
      const theirs = neighbour.coordinates.flat(2)
      const own = yard.coordinates.flat(2)
      const lines = neighbour.coordinates.flat().flatMap(ring => segmentsOf(ring))
      for (const point of clipped.shape.flatMap(({ shell }) => shell)) {
        const same = [...theirs, ...own].some(([lon, lat]) => lon === point[0] && lat === point[1])
        if (same) continue
        const off = Math.min(...lines.map(line => squareDistance(point, pointAlong(line, nearestAlong(line, point)))))
        expect(Math.sqrt(off)).toBeLessThan(1e-9)
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})

//  ┌─────┬──┐
//  │  a  │  │ b   the yard pushed 6 cm and more over a straight edge it shared
//  └─────┴──┘
test('a shared edge is no overlap; pushed over by 6 cm or more it always is', () => {
  const edge = fc.record({
    length: fc.double({ min: 2, max: 200, noNaN: true }),
    turn: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
    push: fc.double({ min: 0.06, max: 3, noNaN: true }),
  })
  fc.assert(
    fc.property(edge, ({ length, turn, push }) => {
      const at = ([x, y]: Position) =>
        frame.toDegrees([x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)])
      const box = (west: number, east: number) =>
        toMultiPolygon([
          {
            shell: [[west, 0] as const, [east, 0] as const, [east, length] as const, [west, length] as const].map(at),
            holes: [],
          },
        ])!
      expect(codes(box(0, 50), box(50, 90))).not.toContain('overlap')
      expect(codes(box(0, 50 + push), box(50, 90))).toContain('overlap')
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})
