import { expect, test } from 'vitest'
import { change, compound, feature, HEADER, ledgerOf, span, TOWN } from './factory.ts'

const WEST = {
  id: 4,
  code: '城关镇/西关社区',
  name: '西关社区',
  named: true,
  level: 'community',
  parent: 2,
  shape: null,
}
const ROW = ['', '阳光小区', '城关镇', '东关社区', '', '', '', '']
const until = (value: string, to_on: string) => span(value, '2024-03-11', { to_on })
const standingWith = (spans: Parameters<typeof compound>[3]) => ({
  ...TOWN,
  divisions: [...TOWN.divisions, WEST],
  compounds: [compound(7, 'A01', '阳光小区', spans)],
})

test('明年才改名、才划给别的社区的，今年的台账和图形还按今年的对应', () => {
  const renamed = standingWith({ spans: { name: [until('阳光小区', '2025-01-01'), span('曙光小区', '2025-01-01')] } })
  const moved = standingWith({ spans: { community: [until('3', '2025-01-01'), span('4', '2025-01-01')] } })
  for (const standing of [renamed, moved]) {
    const shapes = [feature({ name: '阳光小区', community: '东关社区' })]
    const result = change(standing, { ledger: ledgerOf(HEADER, ROW), shapes })
    expect(result.counts).toMatchObject({ added: 0, unchanged: 1 })
    expect(result.shapes).toMatchObject([{ subject: 7 }])
    expect(change(standing, { shapes }).shapes).toMatchObject([{ subject: 7 }])
  }
})

test('截至那天还没有名称的，用它第一个名称', () => {
  const standing = standingWith({ spans: { name: [span('阳光小区', '2024-11-01'), span('曙光小区', '2025-01-01')] } })
  expect(change(standing, { ledger: ledgerOf(HEADER, ROW) }).counts).toMatchObject({ added: 0 })
})
