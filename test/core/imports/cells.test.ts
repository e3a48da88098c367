import { expect, test } from 'vitest'
import { nameKey, readBoolean, readCount, readDay, readNumber, readYear } from '#core/imports/cells.ts'

const fine = (value: string) => ({ ok: true, value })
const refused = (reason: string) => ({ ok: false, reason })

test('台账里怎么写数都读得出：单位、全角、千分位、万', () => {
  expect(readCount('65栋')).toEqual(fine('65'))
  expect(readCount('３００５户')).toEqual(fine('3005'))
  expect(readCount(' 1,234 户 ')).toEqual(fine('1234'))
  expect(readCount('1.2万㎡', 1, true)).toEqual(fine('12000'))
  expect(readCount(1.25, 10_000, true)).toEqual(fine('12500'))
  expect(readCount('12345.6平方米', 1, true)).toEqual(fine('12346'))
  expect(readCount(0)).toEqual(fine('0'))
  expect(readNumber('92.5分')).toEqual(fine('92.5'))
  expect(readNumber('1.1万')).toEqual(fine('11000'))
})

test('读不准的数不猜：约数、余数、汉字数、半户、负数', () => {
  for (const text of ['约300', '300余户', '三百', '300-400', '1e5', '', '１２a'])
    expect(readCount(text)).toEqual(refused('number_refused'))
  expect(readCount('12.5户')).toEqual(refused('count_refused'))
  expect(readCount('-3')).toEqual(refused('count_refused'))
  expect(readNumber('9999999999999')).toEqual(refused('number_refused'))
})

test('日期：横线、斜线、点、年月日、紧写、Excel 序号、日期单元格', () => {
  const day = fine('2024-06-30')
  for (const cell of [
    '2024-06-30',
    '2024/6/30',
    '2024.6.30',
    '2024年6月30日',
    '２０２４年６月３０日',
    '20240630',
    45473,
    '45473',
    '2024-06-30 00:00:00',
    new Date('2024-06-30'),
  ])
    expect(readDay(cell)).toEqual(day)
})

test('没有的日子和缺日的月份都不是日期', () => {
  for (const text of ['2024-02-30', '2023年2月29日', '2024年6月', '6月30日', '2024', '明天'])
    expect(readDay(text)).toEqual(refused('day_refused'))
})

test('年份：数字、带年字、日期里的年', () => {
  for (const cell of [1998, '1998年', '1998.5', '1998年5月']) expect(readYear(cell)).toEqual(fine('1998'))
  for (const text of ['八十年代', '98年', '1898']) expect(readYear(text)).toEqual(refused('year_refused'))
})

test('是否：是、有、√ 与 否、无、×', () => {
  for (const text of ['是', '有', '√', 'Y', 'true']) expect(readBoolean(text)).toEqual(fine('true'))
  for (const text of ['否', '无', '×', 'n']) expect(readBoolean(text)).toEqual(fine('false'))
  expect(readBoolean('可能')).toEqual(refused('boolean_refused'))
})

test('同名：全角半角、括号、空格、零宽字符不算不同', () => {
  expect(nameKey('阳光花园（二期） A')).toBe(nameKey('阳光花园(二期)\u200bａ'))
  expect(nameKey('阳光花园')).not.toBe(nameKey('阳光家园'))
})
