import { difference, featureCollection, multiPolygon, polygon as turfPolygon } from '@turf/turf'
import fc from 'fast-check'
import type { MultiPolygon, Position } from 'geojson'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Connection } from '../../../server/db/connect.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { type Metres, toDegrees } from '../../helpers/metres.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60)
const GRID = 1e7
const ORIGIN: Position = [112, 34]

const snapped = (ring: Position[]): Position[] => {
  const rounded = ring.map(([x, y]): Position => [Math.round(x! * GRID) / GRID, Math.round(y! * GRID) / GRID])
  return rounded.filter((point, i) => i === 0 || point[0] !== rounded[i - 1]![0] || point[1] !== rounded[i - 1]![1])
}

/** A star around a place in metres, counter-clockwise, no two corners in one direction. */
const star = (middle: fc.Arbitrary<Metres>) =>
  fc
    .tuple(middle, fc.array(fc.double({ min: 20, max: 120, noNaN: true }), { minLength: 5, maxLength: 14 }))
    .map(([[x, y], reaches]) => {
      const corners = reaches.map((reach, i): Metres => {
        const turn = (2 * Math.PI * i) / reaches.length
        return [x + reach * Math.cos(turn), y + reach * Math.sin(turn)]
      })
      const ring = snapped(corners.map(toDegrees(ORIGIN)))
      return turfPolygon([[...ring, ring[0]!]])
    })

async function judged({ db }: Connection, a: MultiPolygon, b: MultiPolygon) {
  const geometry = (shape: MultiPolygon) => sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(shape)}), 4490)`
  const { rows } = await sql<{ valid: boolean; overlap: boolean; relates: boolean }>`
    select ST_IsValid(a) and ST_IsValid(b) as valid, real_overlap(a, b) as overlap, ST_Relate(a, b, '2********') as relates
    from (select ${geometry(a)} as a, ${geometry(b)} as b) g`.execute(db)
  return rows[0]!
}

eachEngine('the rule of five centimetres', connection => {
  //  ┌──────┐╲
  //  │   a  ╱ ╲    b is drawn over a, cut off at it, and rounded to 1e-7 degrees
  //  └─────╱ b ╲
  test('who cuts off at the neighbour and rounds is never refused', async () => {
    const near = fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
    let touched = 0
    await fc.assert(
      fc.asyncProperty(star(fc.constant([0, 0])), star(near as fc.Arbitrary<Metres>), async (a, b) => {
        const rest = difference(featureCollection([b, a]))
        if (!rest) return
        const parts = multiPolygon(
          rest.geometry.type === 'Polygon' ? [rest.geometry.coordinates] : rest.geometry.coordinates,
        )
        const shape: MultiPolygon = {
          type: 'MultiPolygon',
          coordinates: parts.geometry.coordinates
            .map(rings => rings.map(snapped).filter(ring => ring.length >= 4))
            .filter(rings => rings.length > 0),
        }
        const { valid, overlap, relates } = await judged(
          connection(),
          { type: 'MultiPolygon', coordinates: [a.geometry.coordinates] },
          shape,
        )
        if (!valid) return
        if (relates) touched += 1
        expect(overlap).toBe(false)
      }),
      { numRuns: RUNS },
    )
    // The strict rule would have refused some of them.
    expect(touched).toBeGreaterThan(0)
  })

  //  ┌─────┬┬─────┐
  //  │  a  ││  b  │   turned by any angle, overlapping by so many metres
  //  └─────┴┴─────┘
  const turned = (ring: Metres[], turn: number): MultiPolygon => ({
    type: 'MultiPolygon',
    coordinates: [
      [
        [...ring, ring[0]!].map(([x, y]) =>
          toDegrees(ORIGIN)([x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]),
        ),
      ],
    ],
  })
  const beside = (overlap: number, length: number, turn: number) =>
    [
      turned(
        [
          [-80, 0],
          [0, 0],
          [0, length],
          [-80, length],
        ],
        turn,
      ),
      turned(
        [
          [-overlap, -5],
          [70, -5],
          [70, length + 5],
          [-overlap, length + 5],
        ],
        turn,
      ),
    ] as const

  test.each([
    ['six centimetres or more is always an overlap', { min: 0.06, max: 20 }, true],
    ['four and a half centimetres or less never is', { min: 0, max: 0.045 }, false],
  ])('%s, whichever way it lies', (_name, range, expected) =>
    fc.assert(
      fc.asyncProperty(
        fc.double({ ...range, noNaN: true }),
        fc.double({ min: 1, max: 200, noNaN: true }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        async (overlap, length, turn) => {
          const [a, b] = beside(overlap, length, turn)
          expect((await judged(connection(), a, b)).overlap).toBe(expected)
        },
      ),
      { numRuns: RUNS },
    ),
  )
})
