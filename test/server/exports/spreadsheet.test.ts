import { expect, test } from 'vitest'
import { nameText } from '#core/imports/cells.ts'
import { csvOf, safe, sheetNames } from '../../../server/exports/spreadsheet.ts'

// The list of OWASP, with the wide forms that a Chinese or Japanese Excel takes for the narrow ones.
test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])(
  '%j is text with a quote before it',
  text => {
    expect(safe(text)).toBe(`'${text}`)
    expect(csvOf([[text]])).toMatch(/^\ufeff"?'/)
  },
)

test.each(['＝文苑', '=文苑', '＠文苑'])('%s comes back as it was', name => {
  expect(nameText(safe(name))).toBe(name)
})

test('numbers and other text stay as they are', () => {
  expect([-1, '东关＝西关', null, "'x"].map(safe)).toEqual([-1, '东关＝西关', null, "'x"])
})

test('sheets are called as a workbook can bear it, none like another', () => {
  const long = '东关'.repeat(20)
  expect(sheetNames(['台账[1].csv', "'x'", 'History', '', long, `${long}！`, 'a', 'A'])).toEqual([
    '台账_1_.csv',
    '_x_',
    'History-2',
    '_',
    long.slice(0, 31),
    `${long.slice(0, 27)}-2`,
    'a',
    'A-2',
  ])
})
