import { describe, expect, test } from 'vitest'
import type { Cell } from '#core/imports/cells.ts'
import { change, codes, compound, EMPTY, HEADER, ledgerOf, span, TOWN } from './factory.ts'

const row = (code: string, name: string, community = '东关社区'): Cell[] => [code, name, '城关镇', community]
const faultsOf = (standing: typeof EMPTY, ...rows: Cell[][]) =>
  change(standing, { ledger: ledgerOf(HEADER, ...rows) }).faults

describe('没有编号的行，名称在社区里要独一无二，再导入才对得上', () => {
  const wide = row('', '阳光小区（一期）')
  const narrow = row('', '阳光小区(一期)')

  test('两行写法只差全角半角和括号，是同一个名称', () => {
    for (const standing of [EMPTY, TOWN])
      expect(faultsOf(standing, wide, narrow)).toMatchObject([
        { code: 'name_not_unique', row: 3, value: '阳光小区(一期)', reason: expect.stringContaining('另见第 2 行') },
      ])
    expect(faultsOf(EMPTY, wide, row('', '阳光小区(一期)', '西关社区'))).toEqual([])
  })

  test('同名的另一行有编号，不论先后，拒绝的是没有编号的', () => {
    expect(faultsOf(EMPTY, row('A01', '阳光小区(一期)'), wide)).toMatchObject([{ code: 'name_not_unique', row: 3 }])
    expect(faultsOf(EMPTY, wide, row('A01', '阳光小区(一期)'))).toMatchObject([{ code: 'name_not_unique', row: 2 }])
  })

  test('有编号的行把别的小区改成、划成这个名称，也一样', () => {
    const standing = { ...TOWN, compounds: [compound(7, 'A01', '曙光小区'), compound(8, 'A02', '阳光小区（一期）')] }
    expect(codes(faultsOf(standing, row('A01', '阳光小区（一期）'), narrow))).toEqual(['name_not_unique'])
    expect(codes(faultsOf(standing, row('A02', '阳光小区（一期）'), narrow))).toEqual(['name_not_unique'])
    expect(faultsOf(standing, row('A02', '阳光小区（一期）'), row('', '曙光小区'))).toEqual([])
  })

  test('有编号的同名小区各有各的编号，照样可以', () => {
    expect(faultsOf(EMPTY, row('A01', '阳光小区'), row('A02', '阳光小区'))).toEqual([])
  })
})

test('改了名的小区占着的编号，不再给新小区', () => {
  const held = ['城关镇/东关社区/阳光小区', '城关镇/东关社区/阳光小区-2'].map((code, i) =>
    compound(7 + i, code, '', { spans: { name: [span(`曙光${i}号`, '2024-03-11')] } }),
  )
  const result = change({ ...TOWN, compounds: held }, { ledger: ledgerOf(HEADER, row('', '阳光小区')) })
  expect(result.compounds.map(({ code }) => code)).toEqual(['城关镇/东关社区/阳光小区-3'])
})
