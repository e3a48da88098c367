import { expect, test } from 'vitest'
import { averagePoints, rankPoints } from '#core/scoring/points.ts'

test('equal points share a place and the next one is left free; who has none is not a 0', () => {
  const ranked = rankPoints([
    [1, '80'],
    [2, '92.5'],
    [3, '80'],
    [4, '71'],
    [5, null],
  ])
  expect(ranked.map(({ subject, rank }) => [subject, rank])).toEqual([
    [2, 1],
    [1, 2],
    [3, 2],
    [4, 4],
  ])
  expect(averagePoints(ranked)).toBe('80.9')
  expect(averagePoints([])).toBe(null)
})
