import { expect, test } from 'vitest'
import { change, HEADER, ledgerOf, TOWN } from './factory.ts'

const ROW = ['', '阳光小区', '城关镇', '东关社区', 65, '专业化物业', '安居物业', '2024-05-12']
const UNDONE = {
  ...TOWN,
  divisions: TOWN.divisions.map(division => ({ ...division, named: division.level === 'county' })),
  organisations: [{ id: 5, code: '安居物业', name: '安居物业', named: false }],
  compounds: [{ id: 7, code: '城关镇/东关社区/阳光小区', shape: null, spans: {} }],
}

test('撤销之后再导入：没了名称的辖区、单位、小区都接着用，各说一次名称', () => {
  const result = change(UNDONE, { ledger: ledgerOf(HEADER, ROW, ['A02', ...ROW.slice(1)].with(1, '湖墅新村')) })
  expect(result.faults).toEqual([])
  expect([result.divisions, result.organisations]).toEqual([[], []])
  expect(result.compounds.map(({ code }) => code)).toEqual(['A02'])
  const names = result.observations.filter(({ indicator }) => indicator === 'name')
  expect(names.map(({ subject, value }) => [subject, value])).toEqual([
    [3, '东关社区'],
    [2, '城关镇'],
    [5, '安居物业'],
    ['compound:A02', '湖墅新村'],
    [7, '阳光小区'],
  ])
})
