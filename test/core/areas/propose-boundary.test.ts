import fc from 'fast-check'
import type { MultiPolygon, Position as Place } from 'geojson'
import { expect, test } from 'vitest'
import { checkArea } from '#core/areas/check-area.ts'
import { frameAt, squareMetres } from '#core/areas/frame.ts'
import { proposeBoundary, type Surrounded } from '#core/areas/propose-boundary.ts'
import { type DraftShape, toMultiPolygon } from '#core/areas/shape.ts'
import { frozen } from '../../helpers/frozen.ts'
import { box, inDegrees, type Metres, type MetresShape, toDegrees } from '../../helpers/metres.ts'

const ORIGIN: Place = [112, 34]
const at = (shape: MetresShape) => inDegrees(ORIGIN, shape)
const street = (...places: Metres[]): Surrounded['lines'][number] => ({
  layer: 'road',
  class: 'street',
  name: null,
  shape: { type: 'LineString', coordinates: places.map(place => toDegrees(ORIGIN)(place) as number[]) },
})
/** Streets around a block 200 m wide and 120 m deep. */
const STREETS = [
  street([-300, 0], [500, 0]),
  street([-300, 120], [500, 120]),
  street([0, -300], [0, 400]),
  street([200, -300], [200, 400]),
]
const PLAIN = {
  kind: 'management_area',
  picks: [],
  ground: 'enclosed',
  town: null,
  community: null,
  neighbours: [],
} as const
const ask = (asked: Partial<Surrounded>) =>
  proposeBoundary(frozen({ picked: [], others: [], neighbours: [], lines: [], community: null, town: null, ...asked }))

/** The proposal, which stands every check it can. */
function proposed(asked: Partial<Surrounded>): DraftShape {
  const answer = ask(asked)
  expect(answer).toMatchObject({ ok: true })
  const { shape } = answer as { shape: DraftShape }
  const issues = checkArea({
    shape: toMultiPolygon(shape),
    kind: 'management_area',
    picks: [],
    ground: 'enclosed',
    town: asked.town ?? null,
    community: asked.community ?? null,
    neighbours: (asked.neighbours ?? []).map((ground, id) => ({ id, name: '邻', shape: ground })),
    compounds: (asked.picked ?? []).map((ground, id) => ({
      id,
      name: '院',
      shape: ground,
      covered: true,
      taken_by: null,
    })),
  })
  expect(issues.filter(({ code }) => code !== 'town_without_border')).toEqual([])
  return shape
}
/** The corners of the first part in whole metres, sorted. */
const cornersOf = (shape: DraftShape) => {
  const frame = frameAt([112, 34])
  return shape[0]!.shell
    .map(point => frame.toMetres(point).map(metres => Math.round(metres) + 0))
    .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
}

// ─┼──────────┼─
//  │ [1] [2]  │     two yards fill the block: its four corners
//  │ [3]  [4] │
// ─┼──────────┼─
test('yards that fill a block get the streets around it', () => {
  const picked = [box(12, 12, 95, 55), box(105, 12, 188, 55), box(12, 65, 95, 108), box(105, 65, 188, 108)].map(at)
  const shape = proposed({ picked, lines: STREETS })
  expect(cornersOf(shape)).toEqual([
    [0, 0],
    [0, 120],
    [200, 0],
    [200, 120],
  ])
})

// ─┼──────────┼─
//  │[1] |     │     half of the block: streets on three sides, the wall on the fourth
// ─┼──────────┼─
test('a yard in a corner of a block goes to its streets, and square along its wall', () => {
  const shape = proposed({ picked: [at(box(12, 12, 80, 108))], lines: STREETS })
  expect(cornersOf(shape)).toEqual([
    [0, 0],
    [0, 120],
    [82, 0],
    [82, 120],
  ])
})

//  ┌─┐ ┌─┐
//  └─┘ └─┘        no street: around the yards, two metres off their walls
test('where there are no streets it keeps to the walls and joins what is near', () => {
  const shape = proposed({ picked: [box(0, 0, 40, 30), box(60, 0, 100, 30)].map(at) })
  expect(cornersOf(shape)).toEqual([
    [-2, -2],
    [-2, 32],
    [102, -2],
    [102, 32],
  ])
})

//  ┌─┐                ┌─┐
//  └─┘   (300 m)      └─┘
test('what lies far apart stays in two parts', () => {
  expect(proposed({ picked: [box(0, 0, 40, 30), box(340, 0, 380, 30)].map(at) })).toHaveLength(2)
})

// ─┼───────────────┼─
//  │ [1] │east     │    up to the published area beside it, on its own points
// ─┼───────────────┼─
test('beside a neighbour it runs over the neighbour’s own points', () => {
  const east = at([
    [
      [
        [90, 0],
        [200, 0],
        [200, 120],
        [92, 120],
        [95, 60],
      ],
    ],
  ])
  const shape = proposed({ picked: [at(box(12, 12, 80, 108))], lines: STREETS, neighbours: [east] })
  const points = shape[0]!.shell.map(String)
  for (const i of [0, 3, 4]) expect(points).toContain(String(east.coordinates[0]![0]![i]))
})

// ─┼──────────┼─
//  │ [1] (x)  │    (x) was not picked
// ─┼──────────┼─
test('a compound that was not picked is left out', () => {
  const other = at(box(84, 12, 188, 108))
  const shape = proposed({ picked: [at(box(12, 12, 80, 108))], lines: STREETS, others: [other] })
  const issues = checkArea({
    ...PLAIN,
    shape: toMultiPolygon(shape),
    compounds: [{ id: 1, name: 'x', shape: other, covered: false, taken_by: null }],
  })
  expect(issues.map(({ code }) => code)).not.toContain('straddles')
})

// ─┼─────┊────┼─     ┊ the community ends here
//  │ [1] ┊    │
// ─┼─────┊────┼─
test('it stays in the community and in the town', () => {
  const community = at(box(-500, -500, 90, 500))
  const town = at(box(-500, -500, 500, 110))
  const shape = proposed({ picked: [at(box(12, 12, 80, 100))], lines: STREETS, community, town })
  expect(cornersOf(shape)).toEqual([
    [0, 0],
    [0, 110],
    [90, 0],
    [90, 110],
  ])
})

//   ┊
// [1┊1]    a yard over the border of the community is covered all the same
//   ┊
test('a picked yard comes before the border of the community', () => {
  const answer = ask({ picked: [at(box(0, 0, 80, 40))], community: at(box(-500, -500, 40, 500)) })
  expect(answer.ok && squareMetres(toMultiPolygon(answer.shape))).toBeGreaterThan(80 * 40)
})

test('nothing picked and no room are said', () => {
  expect(ask({})).toEqual({ ok: false, reason: 'nothing_picked' })
  expect(ask({ picked: [at(box(0, 0, 40, 30))], neighbours: [at(box(-100, -100, 200, 200))] })).toEqual({
    ok: false,
    reason: 'no_room',
  })
  expect(ask({ picked: [at(box(0, 0, 40, 30))], town: at(box(1000, 1000, 2000, 2000)) })).toEqual({
    ok: false,
    reason: 'no_room',
  })
})

/** Yards on a field with lanes between them, some picked, some not, some published. */
const field = fc.array(
  fc.record({
    width: fc.integer({ min: 18, max: 46 }),
    depth: fc.integer({ min: 18, max: 46 }),
    skew: fc.integer({ min: -6, max: 6 }),
    is: fc.constantFrom('picked', 'picked', 'other', 'neighbour'),
  }),
  { minLength: 1, maxLength: 16 },
)
const streets = fc.array(
  fc
    .tuple(fc.integer({ min: -20, max: 260 }), fc.integer({ min: -30, max: 30 }), fc.boolean())
    .map(([place, lean, up]) =>
      up ? street([place, -200], [place + lean, 500]) : street([-200, place], [500, place + lean]),
    ),
  { maxLength: 6 },
)

test('whatever is picked among whatever streets: valid, clear of neighbours, every picked yard inside, the same again', () => {
  fc.assert(
    fc.property(field, streets, (yards, lines) => {
      const shapes = yards.map(({ width, depth, skew, is }, i) => {
        const [x, y] = [(i % 4) * 60, Math.floor(i / 4) * 60]
        return {
          is,
          shape: at([
            [
              [
                [x, y],
                [x + width, y + skew / 2],
                [x + width, y + depth],
                [x + skew, y + depth],
              ],
            ],
          ]),
        }
      })
      const of = (kind: string): MultiPolygon[] => shapes.filter(({ is }) => is === kind).map(({ shape }) => shape)
      const asked = { picked: of('picked'), others: of('other'), neighbours: of('neighbour'), lines }
      fc.pre(asked.picked.length > 0)
      const answer = ask(asked)
      expect(ask(asked)).toEqual(answer)
      expect(answer.ok).toBe(true)
      const issues = checkArea({
        ...PLAIN,
        shape: toMultiPolygon((answer as { shape: DraftShape }).shape),
        picks: asked.picked.map((_, id) => id),
        neighbours: asked.neighbours.map((shape, id) => ({ id, name: '邻', shape })),
        compounds: asked.picked.map((shape, id) => ({ id, name: '院', shape, covered: true, taken_by: null })),
      })
      const refused = ['shape_invalid', 'overlap', 'straddles', 'picked_outside', 'no_compound', 'sliver']
      expect(issues.map(({ code }) => code).filter(code => refused.includes(code))).toEqual([])
    }),
    { numRuns: 60, endOnFailure: true },
  )
})
