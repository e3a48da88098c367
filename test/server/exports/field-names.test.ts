import { expect, test } from 'vitest'
import { fieldNames } from '../../../server/exports/field-names.ts'

test('UTF-8 一个汉字三字节，留三个字；GBK 两字节，留五个字；不切开一个字', () => {
  expect(fieldNames(['小区名称', '物业管理区域'], 'utf8')).toEqual(['小区名', '物业管'])
  expect(fieldNames(['小区名称', '物业管理区域'], 'gbk')).toEqual(['小区名称', '物业管理区'])
})

test('切短以后重名的编上号，仍不超过十字节', () => {
  const names = fieldNames(['建筑面积', '建筑面层', '建筑面砖', ...Array.from({ length: 12 }, () => '管理')], 'utf8')
  expect(names.slice(0, 3)).toEqual(['建筑面', '建筑面2', '建筑面3'])
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(10)
})

test('括号和标点不进字段名', () => {
  expect(fieldNames(['占地（平方米）', '（', 'a b'], 'gbk')).toEqual(['占地', 'F', 'ab'])
})
