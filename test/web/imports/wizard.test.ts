import { expect, test } from 'vitest'
import type { ImportAnswer } from '#core/imports/import-answer.ts'
import { moved, roleOf, tooLarge, withFiles } from '../../../web/imports/chosen-files.ts'
import { boundsOf, broughtBack } from '../../../web/imports/datums.ts'
import { filtered, firstStep, kindCounts, previewRows } from '../../../web/imports/preview-rows.ts'
import { rememberColumns, rememberedColumns } from '../../../web/imports/remembered-columns.ts'

const file = (name: string) => new File(['x'], name)

test('按名称猜文件是什么：表格是台账，带“社区”“边界”的是辖区，其余是小区图形', () => {
  expect(['台账.xlsx', 'a.CSV', '小区.zip', '社区边界.geojson', 'yards.gpkg'].map(name => roleOf({ name }))).toEqual([
    'ledger',
    'ledger',
    'shapes',
    'divisions',
    'shapes',
  ])
})

test('同类文件后来的顶替先来的；改了用途，两个对换', () => {
  const chosen = withFiles(withFiles({}, [file('一.xlsx')]), [file('二.xlsx'), file('小区.zip')])
  expect([chosen.ledger?.name, chosen.shapes?.name]).toEqual(['二.xlsx', '小区.zip'])
  const other = moved(chosen, 'shapes', 'divisions')
  expect([other.shapes, other.divisions?.name]).toEqual([undefined, '小区.zip'])
  expect(moved(other, 'divisions', 'ledger')).toMatchObject({
    ledger: { name: '小区.zip' },
    divisions: { name: '二.xlsx' },
  })
})

test('超过 50 MB 的不上传', () => {
  const large = { name: 'b.zip', size: 50 * 1024 * 1024 + 1 } as File
  expect(tooLarge([file('a.xlsx'), large])).toEqual([large])
})

const answer = (given: Partial<ImportAnswer>) =>
  ({ faults: [], changes: [], added_rows: [], unmatched: [], ...given }) as unknown as ImportAnswer
const whole = answer({
  faults: [{ sheet: '台账', row: 5, column: '户数', value: '若干', code: 'number_refused', reason: '不是数字。' }],
  changes: [
    {
      sheet: '台账',
      row: 2,
      code: 'A01',
      name: '粮食局家属院',
      indicator: 'households',
      from: '65',
      to: '66',
      effective_on: '2024-10-18',
      correction: false,
    },
  ],
  added_rows: [{ sheet: '台账', row: 9, code: 'A09', name: '新院', home: '东关社区' }],
  unmatched: [{ label: '第 4 个 老院', reason: 'unknown' }],
})

test('先列要改正的，再列改动、新增、对不上的；可以按类、按文字筛', () => {
  const rows = previewRows(whole)
  expect(rows.map(({ kind }) => kind)).toEqual(['refused', 'changed', 'added', 'unmatched'])
  expect(kindCounts(rows)).toEqual({ refused: 1, changed: 1, added: 1, unmatched: 1 })
  expect(filtered(rows, 'added', '')).toHaveLength(1)
  expect(filtered(rows, null, 'a01').map(({ kind }) => kind)).toEqual(['changed'])
  expect(filtered(rows, null, ' 老院 ').map(({ kind }) => kind)).toEqual(['unmatched'])
})

test('没有认出表头就先看列，偏移就先看位置，其余直接看差异', () => {
  const first = (code: string) => firstStep({ faults: [{ code, reason: '' }] })
  expect(first('ledger_header_missing')).toBe('columns')
  expect(first('datum_suspected')).toBe('place')
  expect(first('number_refused')).toBe('difference')
  expect(firstStep({ faults: [] })).toBe('difference')
})

const store = () => {
  const held = new Map<string, string>()
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
    removeItem: (key: string) => held.delete(key),
  } as unknown as Storage
}
const sheet = (...headers: string[]) => ({
  sheet: '台账',
  taken: true,
  header_row: 1,
  rows: 1,
  columns: headers.map(header => ({ header, field: null, samples: [] })),
})

test('同样的表头下次还按上次指定的读，先后次序不管；别的方案、别的表头不受影响', () => {
  const kept = store()
  rememberColumns('a', [sheet('编号', '住户')], { 住户: 'households' }, kept)
  expect(rememberedColumns('a', [sheet('住户', '编号')], kept)).toEqual({ 住户: 'households' })
  expect(rememberedColumns('b', [sheet('住户', '编号')], kept)).toBeNull()
  expect(rememberedColumns('a', [sheet('住户')], kept)).toBeNull()
  rememberColumns('a', [sheet('编号', '住户')], {}, kept)
  expect(rememberedColumns('a', [sheet('住户', '编号')], kept)).toBeNull()
})

test('看位置用的还原：高德坐标移回几百米，标准坐标不动', () => {
  const shape = {
    type: 'MultiPolygon' as const,
    coordinates: [
      [
        [
          [114, 34],
          [114.001, 34],
          [114.001, 34.001],
          [114, 34],
        ],
      ],
    ],
  }
  expect(broughtBack(shape, 'wgs84')).toBe(shape)
  const [west = 0, south = 0] = boundsOf([broughtBack(shape, 'gcj02')]) ?? []
  const metres = Math.hypot((114 - west) * 92_000, (34 - south) * 111_000)
  expect(metres).toBeGreaterThan(300)
  expect(metres).toBeLessThan(700)
  expect(boundsOf([])).toBeNull()
})
