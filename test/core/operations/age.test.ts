import { expect, test } from 'vitest'
import { ageOf } from '#core/operations/age.ts'

/** Half past nine in the morning in Shanghai. */
const NOW = '2026-11-22T01:30:00.000Z'

test.each([
  ['2026-11-22T01:29:31.000Z', { kind: 'just_now' }],
  ['2026-11-22T01:29:00.000Z', { kind: 'minutes', n: 1 }],
  ['2026-11-22T00:31:00.000Z', { kind: 'minutes', n: 59 }],
  ['2026-11-22T00:30:00.000Z', { kind: 'today', time: '08:30' }],
  ['2026-11-21T16:00:00.000Z', { kind: 'today', time: '00:00' }],
  ['2026-11-21T15:59:59.000Z', { kind: 'yesterday', time: '23:59' }],
  ['2026-11-20T19:00:00.000Z', { kind: 'yesterday', time: '03:00' }],
  ['2026-11-20T15:59:59.000Z', { kind: 'days', n: 2 }],
  ['2026-10-22T19:00:00.000Z', { kind: 'days', n: 30 }],
])('at half past nine in Shanghai %s is %o', (moment, age) => {
  expect(ageOf(moment, NOW)).toEqual(age)
})

test('a backup made a moment ago just after midnight was made just now, not yesterday', () => {
  expect(ageOf('2026-11-21T15:59:50.000Z', '2026-11-21T16:00:20.000Z')).toEqual({ kind: 'just_now' })
})

test('a moment ahead of the clock, as after it was set back, is just now', () => {
  expect(ageOf('2026-11-22T02:30:00.000Z', NOW)).toEqual({ kind: 'just_now' })
})
