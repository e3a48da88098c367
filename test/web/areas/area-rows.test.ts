import { expect, test } from 'vitest'
import type { Area, Draft, DraftState } from '#core/api/areas.ts'
import { type AreaFilter, areaRows, filterRows } from '../../../web/areas/area-rows.ts'
import { draftOf } from './draft-of.ts'

const draft = (id: number, state: DraftState, name: string, more: Partial<Draft> = {}): Draft =>
  draftOf({ id, state, name, ...more })
const area = (id: number, name: string): Area => ({
  id,
  code: `area-${id}`,
  name,
  kind: 'management_area',
  town: 2,
  community: null,
  version: 1,
  from_on: '2024-06-01',
  to_on: null,
  ground: 'enclosed',
  ground_note: null,
  shared_facilities: null,
  compounds: [1, 2],
  m2: 100,
  shape: null,
})
const all: AreaFilter = { text: '', town: null, state: null, kind: null }
const names = (drafts: Draft[], areas: Area[], filter: Partial<AreaFilter> = {}) =>
  filterRows(areaRows(drafts, areas), { ...all, ...filter }, 'wang').map(({ name }) => name)

test('等着人办的排在前面：退回、待审、公示、草稿，最后是已公布的；放弃的和已公布的草稿不列', () => {
  const drafts = [
    draft(1, 'drawing', '丁'),
    draft(2, 'notice', '丙'),
    draft(3, 'submitted', '乙'),
    draft(4, 'returned', '甲'),
    draft(5, 'published', '旧草稿'),
    draft(6, 'discarded', '不要的'),
  ]
  expect(names(drafts, [area(9, '戊')])).toEqual(['甲', '乙', '丙', '丁', '戊'])
})

test('按名称、编号、拼音首字母找，按乡镇、状态、类别筛', () => {
  const drafts = [draft(1, 'drawing', '粮食局家属院', { town: 1, kind: 'patch' })]
  const areas = [area(9, '东关南区')]
  expect(names(drafts, areas, { text: 'lsj' })).toEqual(['粮食局家属院'])
  expect(names(drafts, areas, { text: ' 东关 ' })).toEqual(['东关南区'])
  expect(names(drafts, areas, { text: 'AREA-9' })).toEqual(['东关南区'])
  expect(names(drafts, areas, { town: 2 })).toEqual(['东关南区'])
  expect(names(drafts, areas, { state: 'drawing' })).toEqual(['粮食局家属院'])
  expect(names(drafts, areas, { kind: 'patch' })).toEqual(['粮食局家属院'])
  expect(names(drafts, areas, { text: 'zzz' })).toEqual([])
  expect(names([...drafts, draft(2, 'returned', '别人的', { account: 'li' })], areas, { state: 'mine' })).toEqual([
    '粮食局家属院',
  ])
})

test('替换中的草稿带着它要替换的区域', () => {
  const [row] = areaRows([draft(1, 'drawing', '东关新界', { area: 9, based_on: 1 })], [area(9, '东关')])
  expect(row?.area?.name).toBe('东关')
})

test('只画了边界、没有选小区的草稿，不说“0 个小区”', () => {
  const shape = [{ shell: [[0, 0] as const, [1, 0] as const, [1, 1] as const], holes: [] }]
  const drawn = { shape, picks: [] } as unknown as Partial<Draft>
  const rows = areaRows([draft(1, 'drawing', '甲', drawn), draft(2, 'drawing', '乙', { picks: [7, 8] })], [])
  expect(rows.map(({ name, compounds }) => [name, compounds])).toEqual([
    ['甲', null],
    ['乙', 2],
  ])
})
