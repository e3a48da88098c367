import { expect, test } from 'vitest'
import type { OpenBook } from '#core/closings/open-book.ts'
import { answersText } from '#core/closings/seal.ts'
import { smallCounty, type Yard, yards } from '../ranking/small-county.ts'

const bookOf = (all: Yard[], change: Partial<OpenBook['closing']> = {}): OpenBook => ({
  ...smallCounty(all),
  closing: {
    id: 1,
    purpose: 'meeting',
    meeting: null,
    title: '十月',
    from_on: '2024-10-01',
    as_of: '2024-10-16',
    known_seq: 9,
    known_at: '2024-10-18T00:00:00.000Z',
    seal: null,
    ...change,
  },
  plan: { id: 'p', demo: true, geometry_revision: 1, plan_revision: 1, bbox: null },
  measures: [],
  previous: null,
  corrections: [],
})
const COUNTY = [...yards('东关', 6, 3), ...yards('西关', 4, 1)]

test('同样的数据，同样的文本：与标题、编号、图形版本无关', () => {
  expect(answersText(bookOf(COUNTY, { title: '改过的标题', id: 7, seal: 'x' }))).toBe(answersText(bookOf(COUNTY)))
})

test('字段多了一个而数字没变，文本不变', () => {
  const book = bookOf(COUNTY)
  const more = { ...book, divisions: book.divisions.map(division => ({ ...division, later: 1 })) }
  expect(answersText(more)).toBe(answersText(book))
})

test.each<[string, Yard[]]>([
  ['一个小区撤场', [...yards('东关', 6, 2), ...yards('西关', 4, 1)]],
  ['一个小区换了社区', [{ ...COUNTY[0]!, moved: { '2024-06-01': '西关' } }, ...COUNTY.slice(1)]],
  ['早一天覆盖', [...yards('东关', 6, 3), ...yards('西关', 4, 1, '2024-04-30')]],
  ['户数改了', [{ ...COUNTY[0]!, households: { '2024-06-01': 81 } }, ...COUNTY.slice(1)]],
])('%s，文本就不同', (_, county) => {
  expect(answersText(bookOf(county))).not.toBe(answersText(bookOf(COUNTY)))
})
