import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentText } from '#core/text/percent.ts'

test('167 of 229 is 72.9; nothing of nothing is no share', () => {
  expect(percentText(167, 229)).toBe('72.9')
  expect(percentText(0, 229)).toBe('0.0')
  expect(percentText(229, 229)).toBe('100.0')
  expect(percentText(0, 0)).toBe(null)
})

test('a target not reached is never shown as reached', () => {
  expect(percentText(7997, 10_000)).toBe('79.9')
  expect(percentText(9999, 10_000)).toBe('99.9')
})

test('whatever the counts, the text reads as the whole percent exactly when that percent is reached', () => {
  const counts = fc.tuple(fc.nat(50_000), fc.nat(50_000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b, 1)] as const)
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 100 }), ([part, whole], percent) => {
      expect(Number(percentText(part, whole)) >= percent).toBe(part * 100 >= percent * whole)
    }),
  )
})
