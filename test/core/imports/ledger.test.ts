import { expect, test } from 'vitest'
import { codes, HEADER, ledgerOf } from './factory.ts'

const ROW = ['A01', '粮食局家属院', '城关镇', '东关社区', '65户', '专业化物业', '安居物业', '2024年5月12日']

test('表头前有标题行、表头带括号和星号，也找得到', () => {
  const ledger = ledgerOf(
    ['XX县小区台账'],
    [],
    ['*小区编号', '小区（楼院）名称', '所属镇', '所属社区', '总户数', '建筑面积（万㎡）', '填表人'],
    ['A01', '粮食局家属院', '城关镇', '东关社区', '65', '1.2', '张三'],
  )
  expect(ledger.faults).toEqual([])
  expect(ledger.rows[0]).toMatchObject({
    row: 4,
    code: 'A01',
    name: '粮食局家属院',
    levels: { town: '城关镇', community: '东关社区' },
    values: { households: '65', floor_area: '12000' },
  })
  expect(ledger.ignored).toEqual([{ sheet: '台账', headers: ['填表人'] }])
})

test('方案自己的指标按它的名称认：责任单位、基础条件、单位家属院', () => {
  const { rows, faults } = ledgerOf(
    [...HEADER, '责任单位', '基础条件', '单位家属院'],
    [...ROW, '县粮食局', '较好', '是'],
  )
  expect(faults).toEqual([])
  expect(rows[0]).toMatchObject({
    mode: 'professional',
    manager: '安居物业',
    since: '2024-05-12',
    references: { responsible_unit: '县粮食局' },
    values: { condition: 'good', unit_yard: 'true' },
  })
})

test('每个读不懂的格都报：表、行、列、值、原因', () => {
  const { faults } = ledgerOf(
    HEADER,
    ['A01', '甲', '城关镇', '东关社区', '若干', '代管', '', '6月'],
    ['A02', '', '', '', '', '', '', ''],
  )
  expect(codes(faults)).toEqual(['number_refused', 'choice_refused', 'day_refused'])
  expect(faults[0]).toMatchObject({ sheet: '台账', row: 2, column: '户数', value: '若干' })
  expect(faults[1]?.reason).toContain('专业化物业')
})

test('同一编号两行，拒绝', () => {
  expect(codes(ledgerOf(HEADER, ROW, ROW).faults)).toEqual(['code_twice'])
})

test('空表、没有表头、没有数据行、两列同义，各有各的说法', () => {
  expect(codes(ledgerOf().faults)).toEqual(['ledger_empty'])
  expect(codes(ledgerOf(['姓名', '电话'], ['张三', '1']).faults)).toEqual(['ledger_header_missing'])
  expect(codes(ledgerOf(HEADER).faults)).toEqual(['ledger_empty'])
  expect(codes(ledgerOf([...HEADER, '总户数'], [...ROW, '65']).faults)).toEqual(['column_twice'])
})

test('合计行和空行不是小区；编号是数字也按文字', () => {
  const { rows } = ledgerOf(HEADER, [20240001, ...ROW.slice(1)], [], ['合计', '', '', '', '3005'])
  expect(rows.map(({ code }) => code)).toEqual(['20240001'])
})

test('进驻日期晚于方案结束则拒绝，早于方案开始可以', () => {
  expect(codes(ledgerOf(HEADER, [...ROW.slice(0, 7), '2025-03-01']).faults)).toEqual(['day_out_of_range'])
  expect(ledgerOf(HEADER, [...ROW.slice(0, 7), '2019-03-01']).faults).toEqual([])
})
