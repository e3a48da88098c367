import { expect, test } from 'vitest'
import { filterOf } from '#core/ledger/filter.ts'
import { pinyinInitials } from '#core/text/pinyin-initials.ts'

const named = (text: string) => ({ value: text, text: text.toLowerCase(), initials: pinyinInitials(text) })
const held = (value: string | null) => ({ value, text: value ?? '', initials: null })

test.each([
  ['锦绣', '锦绣小区', true],
  ['jxxq', '锦绣小区', true],
  ['xq', '锦绣小区', true],
  ['jxq', '锦绣小区', false],
  ['C0', 'c012', true],
  ['', '随便什么', null],
])('“%s” 对 “%s”', (typed, text, fits) => expect(filterOf(typed, 'text')?.(named(text)) ?? null).toBe(fits))

test.each([
  ['>500', '501', true],
  ['>500', '500', false],
  ['>=500', '500', true],
  ['＜1,000', '999', true],
  ['100~200', '200', true],
  ['100至200', '201', false],
  ['65', '65', true],
  ['65', '650', false],
  ['>0', null, false],
  ['空', null, true],
  ['空', '0', false],
  ['非空', '0', true],
])('数字 “%s” 对 %s', (typed, value, fits) => expect(filterOf(typed, 'number')?.(held(value))).toBe(fits))

test.each([
  ['2024-05', '2024-05-31', true],
  ['2024', '2024-05-31', true],
  ['>2024-05', '2024-05-31', false],
  ['>=2024-05', '2024-05-01', true],
  ['<2024-05-10', '2024-05-09', true],
  ['2024-05-01~2024-05-31', '2024-05-31', true],
  ['2024-05-01~2024-05-31', '2024-06-01', false],
])('日期 “%s” 对 %s', (typed, value, fits) => expect(filterOf(typed, 'day')?.(held(value))).toBe(fits))
