import { expect, test } from 'vitest'
import { change, codes, EMPTY, feature, HEADER, ledgerOf, square, TOWN } from './factory.ts'

const ROW = ['A01', '粮食局家属院', '城关镇', '东关社区', '', '', '', '']

/*
 *   ┌──────────── 县 ────────────┐
 *   │ ┌─东关社区─┐  ┌─西关社区─┐ │
 *   │ │   □A01   │  │          │ │
 *   │ └──────────┘  └──────────┘ │
 *   └────────────────────────────┘
 */
const COUNTY = feature({ name: 'XX县', level: '县', geometry: square(112, 34, 0.2) })
const EAST = feature({ name: '东关社区', level: '社区', parent: '城关镇', geometry: square(112.01, 34.01, 0.05) })
const WEST = feature({ name: '西关社区', level: '社区', parent: '城关镇', geometry: square(112.1, 34.01, 0.05) })

test('辖区图形按名称对应已有的辖区，没有的新建在上级之下', () => {
  const result = change(TOWN, { divisions: [WEST, EAST, COUNTY] })
  expect(result.faults).toEqual([])
  expect(result.divisions).toEqual([
    { ref: 'division:城关镇/西关社区', code: '城关镇/西关社区', level: 'community', parent: 2 },
  ])
  expect(result.shapes.map(({ subject }) => subject)).toEqual([1, 'division:城关镇/西关社区', 3])
})

test('没有写层级的，名称认得就行；认不得的请人补充', () => {
  expect(codes(change(TOWN, { divisions: [feature({ name: '东关社区' })] }).faults)).toEqual([])
  expect(codes(change(TOWN, { divisions: [feature({ name: '南关社区' })] }).faults)).toEqual(['division_level_missing'])
  expect(codes(change(EMPTY, { divisions: [EAST] }).faults)).toEqual(['division_parent_missing'])
})

test('一个辖区两个图形，拒绝，不论是已有的还是新建的', () => {
  for (const of of [EAST, WEST]) {
    const twice = { ...of, number: 2, geometry: square(112.15, 34.15) }
    const { faults, shapes } = change(TOWN, { divisions: [of, twice] })
    expect(faults).toMatchObject([
      { code: 'shape_twice', path: `第 2 个 ${of.name}`, reason: expect.stringContaining('另见第 1 个') },
    ])
    expect(shapes).toHaveLength(1)
  }
})

test('小区画在别的社区里，只提示，不拒绝', () => {
  const shapes = [feature({ code: 'A01', geometry: square(112.11, 34.02) })]
  const result = change(TOWN, { ledger: ledgerOf(HEADER, ROW), shapes, divisions: [COUNTY, EAST, WEST] })
  expect(result.faults).toEqual([])
  expect(result.warnings).toEqual(['第 1 个 A01 不在“东关社区”的范围内。'])
})

test('头一次导入就偏了：还原后更多小区落回自己的社区，也要问', () => {
  const names = ['A', 'B', 'C', 'D', 'E']
  const ledger = ledgerOf(HEADER, ...names.map(name => [name, name, '城关镇', '东关社区', '', '', '', '']))
  const shapes = names.map((code, i) => feature({ number: i + 1, code, geometry: square(112.062, 34.015 + i * 0.005) }))
  const undo = { gcj02: ([lon, lat]: [number, number]): [number, number] => [lon - 0.005, lat] }
  const result = change(TOWN, { ledger, shapes, divisions: [COUNTY, EAST], undo })
  expect(result.faults).toMatchObject([{ code: 'datum_suspected', value: 'gcj02' }])
})
