import { expect, test } from 'vitest'
import { crossed, neighbour, type Stop } from '../../../web/playback/playback-steps.ts'

const stops: Stop[] = [
  { id: 't80', day: '2024-10-31', kind: 'deadline' },
  { id: 'p2', day: '2024-04-01', kind: 'phase' },
  { id: 't30', day: '2024-06-30', kind: 'deadline' },
]

test('the next stop is the nearest day ahead, the one before the nearest behind, never the day itself', () => {
  expect(neighbour(stops, '2024-06-30', 1)?.id).toBe('t80')
  expect(neighbour(stops, '2024-06-30', -1)?.id).toBe('p2')
  expect(neighbour(stops, '2024-10-31', 1)).toBe(null)
  expect(neighbour(stops, '2024-03-11', -1)).toBe(null)
})

test('of two deadlines passed in one long frame the earlier one stops the film', () => {
  const deadlines = [
    { id: 'late', at: 12.999 },
    { id: 'early', at: 10.999 },
  ]
  expect(crossed(deadlines, 10, 14)?.id).toBe('early')
  expect(crossed(deadlines, 10.999, 14)?.id).toBe('late')
  expect(crossed(deadlines, 12.999, 14)).toBe(null)
})
