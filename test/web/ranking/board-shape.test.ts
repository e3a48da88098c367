import { expect, test } from 'vitest'
import type { Reason } from '#core/ranking/rows.ts'
import { boardShape } from '../../../web/ranking/board-shape.ts'
import { reasonGroups } from '../../../web/ranking/reason-groups.ts'

const rows = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

test('九个社区排一列，三十个排两列，每列十五行', () => {
  expect(boardShape(rows(9))).toMatchObject({ columns: 1, lines: 9, omitted: 0 })
  expect(boardShape(rows(30))).toMatchObject({ columns: 2, lines: 15, omitted: 0 })
  expect(boardShape([])).toMatchObject({ columns: 1, lines: 1, omitted: 0 })
})

test('六十二个单位，只列前十五名和后十五名，写明其余三十二个', () => {
  const shape = boardShape(rows(62))
  expect([shape.shown[0], shape.shown[14], shape.shown[15], shape.shown.at(-1)]).toEqual([1, 15, 48, 62])
  expect(shape.omitted).toBe(32)
})

const reason = (subject: number, kind: Reason['kind']): Reason => ({
  subject,
  name: `${subject}号院`,
  kind,
  day: '2024-10-09',
  before: null,
  now: null,
})

test('原因按类归在一起，先说回退；名字只列前几个，个数是全部的', () => {
  const reasons = [reason(4, 'lost'), reason(1, 'gained'), reason(2, 'gained'), reason(3, 'gained')]
  const groups = reasonGroups(reasons, 30, 2)
  expect(groups.map(({ kind, n, reasons }) => [kind, n, reasons.length])).toEqual([
    ['lost', 1, 1],
    ['gained', 29, 2],
  ])
})
