import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ranks } from '#core/coverage/ranking.ts'

const unit = (covered: number, total: number, gained = 0) => ({ covered, total, gained, points: null, due: 0, done: 0 })

test('按完成率排名；一样的并列，其后跳过名次；没有任务的不排', () => {
  const [a, b, c, d] = [unit(1, 2), unit(3, 4), unit(2, 4), unit(0, 0)]
  expect(
    [...ranks([a!, b!, c!, d!], ['rate'])].sort((x, y) => (x[1] ?? 9) - (y[1] ?? 9)).map(([, rank]) => rank),
  ).toEqual([1, 2, 2, null])
})

test('完成率相同，比本月新增', () => {
  const [slow, fast] = [unit(1, 2, 0), unit(2, 4, 1)]
  expect(ranks([slow, fast], ['rate', 'gain_in_month']).get(fast)).toBe(1)
})

test('名次不因给出的顺序而变', () => {
  const units = fc.array(
    fc.record({
      covered: fc.nat(20),
      total: fc.integer({ min: 20, max: 40 }),
      gained: fc.nat(5),
      points: fc.constant(null),
      due: fc.constant(0),
      done: fc.constant(0),
    }),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(units, rows => {
      const forth = ranks(rows, ['rate', 'gain_in_month'])
      const back = ranks([...rows].reverse(), ['rate', 'gain_in_month'])
      expect(rows.map(row => forth.get(row))).toEqual(rows.map(row => back.get(row)))
    }),
  )
})
