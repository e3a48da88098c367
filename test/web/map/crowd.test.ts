import { expect, test } from 'vitest'
import { CROWD, communityMarks, fifthOf, isCrowd } from '../../../web/map/crowd.ts'

test.each([
  [0, 5, 0],
  [1, 5, 1],
  [199, 1000, 0],
  [200, 1000, 1],
  [2, 5, 2],
  [3, 5, 3],
  [57, 95, 3],
  [4, 5, 4],
  [799, 1000, 3],
  [7, 7, 4],
])('%i 个，共 %i 个：第 %i 档，恰好五分之一的归上一档', (covered, total, step) => {
  expect(fifthOf(covered, total)).toBe(step)
})

const status = (community: number | null, covered: boolean, member: 'baseline' | 'addition' = 'baseline') => ({
  community,
  covered,
  member,
})

test('社区只按底数里的小区着色；底数里一个也没有的社区不着色；范围以外的变暗', () => {
  const statuses = [
    status(1, true),
    status(1, false),
    status(1, false, 'addition'),
    status(2, true),
    status(3, true, 'addition'),
    status(null, true),
  ]
  expect(communityMarks(statuses, id => id === 1)).toEqual(
    new Map([
      [1, { tone: 'score_2', dimmed: false }],
      [2, { tone: 'score_4', dimmed: true }],
    ]),
  )
})

const compounds = (count: number, last = {}) =>
  Array.from({ length: count }, (_, i) => ({ at: [112, 34], community: 7, ...(i === count - 1 && last) }))
const drawn = [{ id: 7, bbox: [111, 33, 113, 35] }]

test('两千个以内逐个画；再多一个就由社区着色', () => {
  expect(isCrowd(compounds(CROWD), drawn)).toBe(false)
  expect(isCrowd(compounds(CROWD + 1), drawn)).toBe(true)
})

test('图上有一个小区不属于任何有界线的社区，就仍逐个画：哪一个都不能不见', () => {
  expect(isCrowd(compounds(CROWD + 1), [{ id: 7, bbox: null }])).toBe(false)
  expect(isCrowd(compounds(CROWD + 1, { community: null }), drawn)).toBe(false)
  expect(isCrowd(compounds(CROWD + 1, { community: 8 }), drawn)).toBe(false)
  expect(isCrowd(compounds(CROWD + 1, { community: null, at: null }), drawn)).toBe(true)
})
