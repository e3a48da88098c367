import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOut } from '#core/roster/share-out.ts'

test('按面积分户数，一户不多一户不少', () => {
  expect(shareOut(100, [2, 1])).toEqual([67, 33])
  expect(shareOut(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(shareOut(0, [3, 1])).toEqual([0, 0])
})

test('无论怎么分，加起来总是原数，每份都不为负', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.array(fc.float({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 }),
      (total, weights) => {
        const shares = shareOut(total, weights)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
