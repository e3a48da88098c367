import { expect, test } from 'vitest'
import { cellKey, type Edits, pastedBlock, type Wish, withWishes } from '#core/ledger/edits.ts'
import type { CellReading } from '#core/ledger/read-cell.ts'

const STANDS: Record<string, string> = { '1 households': '100', '2 households': '200' }
const now = {
  value: (subject: number, column: string) => STANDS[cellKey(subject, column)] ?? null,
  read: ({ typed }: Wish): CellReading | null => {
    if (typed.trim() === '') return null
    if (/^\d+户?$/.test(typed)) return { ok: true, value: typed.replace('户', '') }
    return /^[一-鿿]+$/.test(typed) ? { ok: true, value: '', called: typed } : { ok: false, reason: 'number_refused' }
  },
}
const wish = (subject: number, typed: string): Wish => ({ subject, column: 'households', typed })
const none: Edits = new Map()
const keys = (edits: Edits) => [...edits.keys()]

test('改成与现在一样的值不算改动；改回去，待保存的就少一格', () => {
  const changed = withWishes(none, [wish(1, '120户'), wish(2, '200户')], now)
  expect(keys(changed)).toEqual(['1 households'])
  expect(withWishes(changed, [wish(1, '100')], now).size).toBe(0)
})

test('空白格什么也不说，只取消待保存的改动', () => {
  const changed = withWishes(none, [wish(1, '120'), wish(2, '')], now)
  expect(keys(changed)).toEqual(['1 households'])
  expect(withWishes(changed, [wish(1, ' ')], now).size).toBe(0)
})

test('读不懂的格也留着，等人改正；新单位即使别处没有值也是改动', () => {
  const changed = withWishes(none, [wish(1, 'abc'), wish(3, '新来的')], now)
  expect([...changed.values()].map(({ reading }) => reading.ok)).toEqual([false, true])
})

test('什么都没变时还是原来那一份，撤销的步数不多一步', () => {
  const changed = withWishes(none, [wish(1, '120')], now)
  expect(withWishes(changed, [wish(1, '120')], now)).toBe(changed)
  expect(withWishes(none, [wish(1, '')], now)).toBe(none)
})

test.each([
  ['one cell', '5', [['5']]],
  [
    'Excel, 3 × 2, with its closing line break',
    '1\t2\r\n3\t4\r\n5\t6\r\n',
    [
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ],
  ],
  [
    'blank cells stay blank',
    '1\t\t3\n\t2\t',
    [
      ['1', '', '3'],
      ['', '2', ''],
    ],
  ],
  ['a quoted cell', '"he said ""no"""\tb', [['he said "no"', 'b']]],
  ['old line ends', '1\r2', [['1'], ['2']]],
])('a pasted block: %s', (_, text, block) => expect(pastedBlock(text)).toEqual(block))
