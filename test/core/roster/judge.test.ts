import { expect, test } from 'vitest'
import { type Act, judgeAct } from '#core/roster/judge.ts'
import type { RosterCompound } from '#core/roster/state.ts'

const yard = (id: number, more: Partial<RosterCompound> = {}): RosterCompound => ({
  id,
  code: `A${id}`,
  name: `${id} 号院`,
  on_roster: true,
  community: 1,
  households: 100,
  part_of: null,
  is_split: false,
  merged_into: null,
  takes_others: false,
  ...more,
})
const judged = (act: Act, compounds: RosterCompound[], frozen_on: string | null = null) => {
  const state = { frozen_on, compounds: new Map(compounds.map(each => [each.id, each])) }
  return judgeAct(state, act, new Set(compounds.map(({ code }) => code))).map(({ reason }) => reason)
}
const part = (code: string, households: number | null = 50) => ({
  code,
  name: code,
  households,
  floor_area: null,
  buildings: null,
})

test('底数里有小区才能冻结，冻结过的不能再冻', () => {
  expect(judged({ kind: 'freeze' }, [yard(1)])).toEqual([])
  expect(judged({ kind: 'freeze' }, [yard(1, { on_roster: false })])).toEqual(['nothing_to_freeze'])
  expect(judged({ kind: 'freeze' }, [yard(1)], '2024-03-11')).toEqual(['already_frozen'])
})

test('移出过的可以再列入；分出来的院落随原小区计算，不单独进出', () => {
  expect(judged({ kind: 'add', compounds: [1] }, [yard(1, { on_roster: false })])).toEqual([])
  expect(judged({ kind: 'add', compounds: [1] }, [yard(1, { on_roster: false, part_of: 2 })])).toEqual(['is_part'])
  expect(judged({ kind: 'remove', compounds: [1] }, [yard(1, { on_roster: false })])).toEqual(['not_in'])
})

test('一次选的几个，每个不行的都说出来；选了两次也不行', () => {
  const yards = [yard(1), yard(2, { on_roster: false }), yard(3, { on_roster: false })]
  expect(judged({ kind: 'remove', compounds: [1, 2, 3] }, yards)).toEqual(['not_in', 'not_in'])
  expect(judged({ kind: 'remove', compounds: [1, 1] }, yards)).toEqual(['twice'])
})

test('拆分：不拆第二次，不拆已移出、已并出、有别人并入的', () => {
  const split = (whole: RosterCompound) =>
    judged({ kind: 'split', compound: 1, parts: [part('P1'), part('P2')] }, [whole])
  expect(split(yard(1))).toEqual([])
  expect(split(yard(1, { is_split: true }))).toEqual(['already_split'])
  expect(split(yard(1, { on_roster: false }))).toEqual(['not_in'])
  expect(split(yard(1, { merged_into: 9 }))).toEqual(['already_merged'])
  expect(split(yard(1, { takes_others: true }))).toEqual(['others_merged_in'])
  expect(split(yard(1, { community: null }))).toEqual(['no_community'])
})

test('拆分：户数要分完，原来不知道户数的不比；编号名称不重', () => {
  const split = (parts: ReturnType<typeof part>[], households: number | null = 100) =>
    judged({ kind: 'split', compound: 1, parts }, [yard(1, { households })])
  expect(split([part('P1', 70), part('P2', 20)])).toEqual(['households_differ'])
  expect(split([part('P1', 70), part('P2', 20)], null)).toEqual([])
  expect(split([part('A1'), part('P2')])).toEqual(['code_taken'])
  expect(split([part('P1'), part('P1')])).toEqual(['code_twice', 'name_twice'])
  expect(split([part('P1', 100)])).toEqual(['parts_few'])
})

test('合并：不并入自己，不并入已走的；已并出的不再并', () => {
  const merge = (compounds: number[], into: number, yards: RosterCompound[]) =>
    judged({ kind: 'merge', compounds, into }, yards)
  expect(merge([1, 2], 3, [yard(1), yard(2), yard(3)])).toEqual([])
  expect(merge([1, 3], 3, [yard(1), yard(3)])).toEqual(['merged_into_self'])
  expect(merge([1], 3, [yard(1), yard(3, { merged_into: 4 })])).toEqual(['already_merged'])
  expect(merge([1], 3, [yard(1, { takes_others: true }), yard(3)])).toEqual(['others_merged_in'])
  expect(merge([1], 8, [yard(1)])).toEqual(['unknown'])
})
