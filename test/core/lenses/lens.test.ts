import { expect, test } from 'vitest'
import type { Compound } from '#core/api/compounds.ts'
import type { Status } from '#core/coverage/status-on.ts'
import { isAttribute, lensesOf, readIndicator, readOtherLens, subjectsByBand, UNREPORTED } from '#core/lenses/lens.ts'
import { readPlans } from '../../../server/plans/read-plans.ts'

const plans = new Map(readPlans('/nowhere').map(plan => [plan.id, plan]))
const planOf = (id: string) => {
  const plan = plans.get(id)
  if (!plan) throw new Error(id)
  return plan
}
const county = planOf('xx-county-2024')

const status = (value: string | null, covered: boolean): Status => ({
  value,
  covered,
  organisation: null,
  since: null,
  member: 'baseline',
  community: 1,
  verified: true,
})
const compound = (id: number, values: Record<string, string>, more: Partial<Compound> = {}): Compound => ({
  id,
  code: String(id),
  name: '某院',
  community: 1,
  town: null,
  management: null,
  organisation: null,
  since: null,
  households: null,
  floor_area: null,
  buildings: 3,
  member: 'baseline',
  at: null,
  from_on: null,
  to_on: null,
  reported_on: [],
  returned: false,
  values,
  ...more,
})

test('coverage is coloured by the mode behind it; none and unreported stay apart', () => {
  const statuses = new Map([
    [1, status('professional', true)],
    [2, status('none', false)],
    [3, status(null, false)],
  ])
  const { of, bands } = readIndicator(county, 'coverage', statuses)
  expect([...of.values()]).toEqual(['professional', 'none', UNREPORTED])
  expect(bands.find(({ id }) => id === 'professional')?.family).toBe('professional')
})

test('a split compound shows the part that keeps it from counting', () => {
  const statuses = new Map([
    [1, status('professional|none', false)],
    [2, status('floating|professional', true)],
    [3, status('floating|', false)],
  ])
  expect([...readIndicator(county, 'coverage', statuses).of.values()]).toEqual(['none', 'floating', UNREPORTED])
})

test('85 points reach the mark, 84 are near it, 60 below; without a mark points stand in tens', () => {
  const judged = new Map([85, 84, 60].map((n, i) => [i, status(String(n), n >= 85)]))
  expect([...readIndicator(county, 'score', judged).of.values()]).toEqual(['met', 'near', 'below'])
  const plain = new Map([97.5, 90, 59].map((n, i) => [i, status(String(n), true)]))
  expect([...readIndicator(planOf('xx-town'), 'score', plain).of.values()]).toEqual(['s90', 's90', 's0'])
})

test('what the rules say against what there is: fits, differs, still open, left to the town', () => {
  const statuses = new Map([
    [1, status('floating', true)],
    [2, status('professional', true)],
    [3, status(null, false)],
    [4, status('professional', true)],
  ])
  const compounds = [
    compound(1, {}, { buildings: 1 }),
    compound(2, {}, { buildings: 1 }),
    compound(3, {}, { buildings: 1 }),
    compound(4, {}),
  ]
  const { of } = readOtherLens(county, 'by-rule', { compounds, statuses, day: '2024-10-18' })
  expect([...of.values()]).toEqual(['fits', 'differs', 'open', 'undecided'])
})

test('days since the last report are counted to the day shown; reports still to come leave the one before standing', () => {
  const reports = [
    ['2024-10-11'],
    ['2024-10-10'],
    ['2024-03-01', '2024-07-20', '2024-10-19'],
    ['2024-07-01'],
    ['2024-10-19'],
    [],
  ]
  const compounds = reports.map((reported_on, i) => compound(i, {}, { reported_on }))
  const { of } = readOtherLens(county, 'report-age', { compounds, statuses: new Map(), day: '2024-10-18' })
  expect([...of.values()]).toEqual(['week', 'month', 'quarter', 'older', UNREPORTED, UNREPORTED])
})

test('bands are counted within the scope only', () => {
  const reading = readIndicator(county, 'coverage', new Map([1, 2, 3].map(id => [id, status('floating', true)])))
  expect(subjectsByBand(reading, id => id !== 2).get('floating')).toEqual([1, 3])
})

test('every plan has lenses, and a plan without rules has no lens of rules', () => {
  for (const plan of plans.values()) {
    expect(lensesOf(plan).length).toBeGreaterThan(1)
    expect(lensesOf(plan), plan.id).toContain(plan.headline.indicator)
    expect(lensesOf(plan).includes('by-rule')).toBe(plan.classify !== null)
  }
})

test('what a compound is makes no share; what it should be, or a score among scores, does', () => {
  const attributes = (id: string) => lensesOf(planOf(id)).filter(lens => isAttribute(planOf(id), lens))
  expect(attributes('xx-county-2024')).toEqual(['self_governed_form', 'condition'])
  expect(attributes('xx-district-2024')).toEqual(['fee_rate', 'waste_fee_rate'])
  expect(attributes('xx-town')).toEqual([])
})
