import { expect, test } from 'vitest'
import { projected } from '#core/coverage/projection.ts'

const now = { covered: 167, total: 229 }

test('6.5 a week for four weeks bring 26, and half a compound is none', () => {
  expect(projected(now, 6.5, 28).covered).toBe(193)
  expect(projected(now, 6.5, 1).covered).toBe(167)
})

test('a pace never brings more than there are, and a backward one takes nothing away', () => {
  expect(projected(now, 6.5, 365)).toEqual({ covered: 229, total: 229 })
  expect(projected(now, -3, 28).covered).toBe(167)
})
