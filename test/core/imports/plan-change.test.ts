import { describe, expect, test } from 'vitest'
import { change, codes, compound, EMPTY, feature, HEADER, ledgerOf, span, square, TOWN } from './factory.ts'

const ROW = ['A01', '粮食局家属院', '城关镇', '东关社区', 65, '专业化物业', '安居物业', '2024-05-12']

test('头一次导入：建辖区、建单位、建小区，小区从方案开始那天就在底数里', () => {
  const result = change(EMPTY, {
    ledger: ledgerOf(HEADER, ROW, ['A02', '机械厂家属院', '城关镇', '东关社区', 30, '', '', '']),
  })
  expect(result.faults).toEqual([])
  expect(result.divisions.map(({ code, level }) => [level, code])).toEqual([
    ['county', 'XX县'],
    ['town', '城关镇'],
    ['community', '城关镇/东关社区'],
  ])
  expect(result.organisations.map(({ code }) => code)).toEqual(['安居物业'])
  expect(result.counts).toEqual({ rows: 2, added: 2, changed: 0, unchanged: 0, unlocated: 2 })
  const of = (indicator: string) =>
    result.observations.filter(row => row.indicator === indicator && row.subject === 'compound:A01')
  expect(of('roster')).toMatchObject([{ value: 'in', effective_on: '2024-03-11' }])
  expect(of('households')).toMatchObject([{ value: '65', effective_on: '2024-03-11' }])
  expect(of('community')).toMatchObject([{ refers: 'division:城关镇/东关社区' }])
  expect(of('management')).toMatchObject([
    { value: 'professional', organisation: 'organisation:安居物业', effective_on: '2024-05-12' },
  ])
})

test('底数冻结之后的新小区从截至那天起', () => {
  const { observations } = change({ ...TOWN, frozen: true }, { ledger: ledgerOf(HEADER, ROW) })
  expect(observations.find(({ indicator }) => indicator === 'roster')).toMatchObject({ effective_on: '2024-10-18' })
})

describe('再导入', () => {
  const known = compound(7, 'A01', '粮食局家属院', {
    spans: { households: [span('65', '2024-03-11', { observation: 30 })] },
  })
  const standing = { ...TOWN, compounds: [known] }
  const row = ['A01', '粮食局家属院', '城关镇', '东关社区', 65, '', '', '']

  test('同样的内容什么也不变，空格和缺行也不变', () => {
    for (const cells of [row, ['A01', '', '', '', '', '', '', '']]) {
      const result = change(standing, { ledger: ledgerOf(HEADER, cells) })
      expect(result.observations).toEqual([])
      expect(result.counts).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    }
  })

  test('户数变了是新的一天的记录，同一天则是更正', () => {
    const moved = [...row.slice(0, 4), 70, '', '', '']
    const later = change(standing, { ledger: ledgerOf(HEADER, moved) })
    expect(later.observations).toEqual([
      { subject: 7, indicator: 'households', value: '70', effective_on: '2024-10-18' },
    ])
    expect(later.changes).toMatchObject([{ code: 'A01', from: '65', to: '70', correction: false }])
    const same = change(standing, { ledger: ledgerOf(HEADER, moved), as_of: '2024-03-11' })
    expect(same.observations).toMatchObject([{ value: '70', replaces: 30 }])
  })

  test('没有编号时按社区内的名称对应；名称有两个则拒绝', () => {
    const nameless = ['', ...row.slice(1)]
    expect(change(standing, { ledger: ledgerOf(HEADER, nameless) }).counts).toMatchObject({ added: 0, unchanged: 1 })
    const two = { ...standing, compounds: [known, compound(8, 'A09', '粮食局家属院')] }
    expect(codes(change(two, { ledger: ledgerOf(HEADER, nameless) }).faults)).toEqual(['name_not_unique'])
  })
})

test('新小区缺社区或名称，乡镇不明，各报各的', () => {
  const ledger = ledgerOf(
    HEADER,
    ['A01', '甲', '', '', '', '', '', ''],
    ['A02', '', '城关镇', '东关社区', '', '', '', ''],
    ['A03', '乙', '', '西关社区', '', '', '', ''],
  )
  expect(codes(change(TOWN, { ledger }).faults)).toEqual(['community_missing', 'name_missing', 'town_missing'])
})

describe('图形', () => {
  const ledger = ledgerOf(
    HEADER,
    ROW,
    ['A02', '湖墅新村', '城关镇', '东关社区', '', '', '', ''],
    ['A03', '湖墅新村', '城关镇', '西关社区', '', '', '', ''],
  )

  test('先按编号，再按社区内唯一的名称；重名的报出来，不乱配', () => {
    const result = change(EMPTY, {
      ledger,
      shapes: [
        feature({ number: 1, code: 'A01' }),
        feature({ number: 2, name: '湖墅新村' }),
        feature({ number: 3, name: '湖墅新村', community: '西关社区' }),
        feature({ number: 4, name: '没有的小区' }),
      ],
    })
    expect(result.shapes.map(({ subject }) => subject)).toEqual(['compound:A01', 'compound:A03'])
    expect(result.unmatched).toEqual([
      { label: '第 2 个 湖墅新村', reason: 'ambiguous' },
      { label: '第 4 个 没有的小区', reason: 'unknown' },
    ])
    expect(result.counts.unlocated).toBe(1)
    expect(result.shape_counts).toMatchObject({ read: 4, added: 2, by_name: 1 })
  })

  test('两个图形一个编号，拒绝', () => {
    const shapes = [feature({ number: 1, code: 'A01' }), feature({ number: 2, code: 'A01' })]
    expect(codes(change(EMPTY, { ledger, shapes }).faults)).toEqual(['shape_twice'])
  })

  test('同一图形换个起点、换个方向，不算改动', () => {
    const drawn = square(112, 34)
    const turned = { ...drawn, coordinates: drawn.coordinates.map(rings => rings.map(ring => ring.toReversed())) }
    const standing = { ...TOWN, compounds: [compound(7, 'A01', '甲', { shape: drawn })] }
    expect(change(standing, { shapes: [feature({ code: 'A01', geometry: turned })] }).shape_counts).toMatchObject({
      changed: 0,
      unchanged: 1,
    })
  })

  /*
   *   ┌────────┐
   *   │ 县  □A01│   □A02
   *   └────────┘
   */
  test('县域有边界时，在外面的小区拒绝', () => {
    const shapes = [
      feature({ number: 1, code: 'A01', geometry: square(112.05, 34.05) }),
      feature({ number: 2, code: 'A02', geometry: square(112.5, 34.05) }),
    ]
    const divisions = [feature({ name: 'XX县', level: '县', geometry: square(112, 34, 0.2) })]
    const { faults, shapes: stored } = change(EMPTY, { ledger, shapes, divisions })
    expect(faults).toMatchObject([{ code: 'outside_county', path: '第 2 个 A02' }])
    expect(stored[0]).toMatchObject({ subject: 'division:XX县' })
  })

  test('整体偏了三百多米，问是不是火星坐标；说明过坐标就不再问', () => {
    const compounds = ['A', 'B', 'C'].map((code, i) =>
      compound(i + 7, code, code, { shape: square(112 + i * 0.01, 34) }),
    )
    const shapes = ['A', 'B', 'C'].map((code, i) =>
      feature({ number: i + 1, code, geometry: square(112.0045 + i * 0.01, 34.0015) }),
    )
    const standing = { ...TOWN, compounds }
    const undo = { gcj02: ([lon, lat]: [number, number]): [number, number] => [lon - 0.0045, lat - 0.0015] }
    expect(change(standing, { shapes, undo }).faults).toMatchObject([{ code: 'datum_suspected', value: 'gcj02' }])
    expect(change(standing, { shapes, undo, datum_said: true }).faults).toEqual([])
  })
})
