import { expect, test } from 'vitest'
import { evidenceItem, evidenceOf, isEvidence } from '#core/files/evidence.ts'
import { planFile } from '../../helpers/plans.ts'

const SHA = 'a'.repeat(64)
const plan = planFile('xx-county-2024')

test('an item is a kind alone, or a kind with the file handed in for it, and is written back the same', () => {
  expect(evidenceOf('contract')).toEqual({ kind: 'contract', sha256: null })
  expect(evidenceOf(`contract:${SHA}`)).toEqual({ kind: 'contract', sha256: SHA })
  for (const item of ['contract', `entry_photo:${SHA}`]) expect(evidenceItem(evidenceOf(item))).toBe(item)
})

test.each([
  ['contract', true],
  ['合同扫描件', true],
  [`contract:${SHA}`, true],
  [`passport:${SHA}`, false],
  [`:${SHA}`, false],
  ['contract:short', false],
  [`contract:${SHA.toUpperCase()}`, false],
  ['x'.repeat(61), false],
])('%s: %s', (item, taken) => {
  expect(isEvidence(plan, item)).toBe(taken)
})
