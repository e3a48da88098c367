import { expect, test } from 'vitest'
import { nameText } from '#core/imports/cells.ts'
import { csvOf, safe } from '../../../server/exports/spreadsheet.ts'

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
