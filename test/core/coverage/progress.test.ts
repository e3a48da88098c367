import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Division } from '#core/api/index.ts'
import { addDays } from '#core/calendar/days.ts'
import { countsOf, curveOf } from '#core/coverage/curve.ts'
import type { History, StandingRow } from '#core/coverage/history.ts'
import { progressOn } from '#core/coverage/progress.ts'
import { adopted } from '#core/plan/printed.ts'
import { planFile } from '../../helpers/plans.ts'

const plan = planFile('xx-county-2024')
const from = adopted(plan.starts_on)
const today = '2024-10-18'
const divisions: Division[] = [
  { id: 1, code: '1', level: 'county', name: '县', parent: null, bbox: null },
  { id: 2, code: '2', level: 'community', name: '东', parent: 1, bbox: null },
  { id: 3, code: '3', level: 'community', name: '西', parent: 1, bbox: null },
]

const day = fc.integer({ min: -30, max: 280 }).map(n => addDays(from, n))
const rows = (value: fc.Arbitrary<string | null>): fc.Arbitrary<StandingRow[]> =>
  fc
    .uniqueArray(
      fc.record({
        from: day,
        value,
        organisation: fc.constant(null),
        community: fc.constantFrom(2, 3),
        member: fc.constantFrom('baseline' as const, 'baseline' as const, 'addition' as const),
        households: fc.nat(400),
        floor_area: fc.nat(30_000),
      }),
      { selector: row => row.from, maxLength: 5 },
    )
    .map(held => held.sort((a, b) => (a.from < b.from ? -1 : 1)))
const table = (value: fc.Arbitrary<string | null>) =>
  fc
    .array(rows(value), { minLength: 1, maxLength: 12 })
    .map(all => new Map(all.flatMap((held, i) => (held.length > 0 ? [[i + 1, held] as const] : []))))
const both = (value: fc.Arbitrary<string | null>) => fc.record({ reported: table(value), verified: table(value) })
const history: fc.Arbitrary<History> = fc
  .record({
    roster: both(fc.constantFrom('in', 'in', null)),
    management: both(fc.constantFrom('professional', 'floating', 'none', null)),
  })
  .map(tables => ({
    seq: 1,
    known_at: null,
    geometry_revision: 0,
    verdicts_then: {},
    indicators: new Map(Object.entries(tables)),
  }))

test('用到今天为止的曲线答过去任何一天，与那一天单独算的一字不差', () => {
  fc.assert(
    fc.property(
      history,
      fc.record({
        indicator: fc.constantFrom('coverage', 'management'),
        basis: fc.constantFrom('reported' as const, 'verified' as const),
        counted_by: fc.constantFrom('count' as const, 'households' as const, 'floor_area' as const),
        scope: fc.constantFrom(null, 2, 3),
      }),
      fc.array(fc.integer({ min: 0, max: 221 }), { minLength: 1, maxLength: 6 }),
      (known, asks, places) => {
        const counts = countsOf(curveOf(plan, known, { ...asks, from, to: today }, { divisions }))
        for (const as_of of [today, ...places.map(place => addDays(from, place))]) {
          const question = { ...asks, as_of }
          expect(progressOn(plan, known, question, { divisions, counts })).toEqual(
            progressOn(plan, known, question, { divisions }),
          )
        }
      },
    ),
  )
})
