import { expect, test } from 'vitest'
import { lensesOf } from '#core/lenses/lens.ts'
import { countingDay, dayBeside, evidenceFor, variantIndicator } from '#core/plan/mode.ts'
import { planFile } from '../../helpers/plans.ts'

const mode = (plan: string, id: string) => planFile(plan).modes.find(each => each.id === id)!

test.each([
  ['xx-county-2024', 'professional', 'on_site', 'signed_on'],
  ['mengjin-2019', 'professional', 'on_site', 'signed_on'],
  ['xx-district-2024', 'professional', 'signed', 'on_site_on'],
  ['xx-county-2024', 'floating', 'decided', null],
])('%s: %s counts from the day %s, and %s is kept beside it', (plan, id, day, beside) => {
  expect(countingDay(mode(plan, id))).toBe(day)
  expect(dayBeside(planFile(plan), mode(plan, id))?.id ?? null).toBe(beside)
})

test('a variant asks for its own evidence, the mode for what it asks where none is chosen', () => {
  const self = mode('xx-county-2024', 'self_governed')
  expect(evidenceFor(self, null)).toEqual(['community_minutes'])
  expect(evidenceFor(self, 'committee')).toEqual(['committee_filing'])
  expect(evidenceFor(mode('xx-county-2024', 'professional'), null)).toEqual(['contract', 'entry_photo'])
})

test('variants are reported in the indicator whose choices name them all', () => {
  const plan = planFile('xx-county-2024')
  expect(variantIndicator(plan, mode('xx-county-2024', 'self_governed'))?.id).toBe('self_governed_form')
  expect(variantIndicator(plan, mode('xx-county-2024', 'professional'))).toBeNull()
})

test('a day is no lens', () => {
  expect(lensesOf(planFile('xx-county-2024'))).not.toContain('signed_on')
})
