import { describe, expect, test } from 'vitest'
import { proposeSites } from '#core/meetings/propose-sites.ts'
import { planFile } from '../../helpers/plans.ts'
import { groundOf, type Told } from './ground.ts'

const county = planFile('xx-county-2024')
const ask = { as_of: '2024-10-16', basis: 'verified', most: 12 } as const
const propose = (yards: Told[], question: Partial<Parameters<typeof proposeSites>[1]> = {}, document = county) =>
  proposeSites(groundOf(document, yards), { ...ask, ...question })
const kinds = (yards: Told[], question = {}) =>
  propose(yards, question).sites.map(({ subject, kind }) => `${kind} ${subject}`)
const may = [{ from: '2024-05-01', value: 'professional' }]
const october = [{ from: '2024-10-08', value: 'professional' }]

describe('推荐观摩点', () => {
  test('进步最大的是当月新增最多的社区，看其中新落实的最大一个小区，理由写明新增几个', () => {
    const { sites, reasons } = propose([
      { id: 1, community: 1, says: october, households: 40 },
      { id: 2, community: 1, says: october, households: 90 },
      { id: 3, community: 2, says: october, households: 400 },
      { id: 4, community: 1, says: may, households: 900 },
    ])
    expect(sites[0]).toEqual({ subject: 2, kind: 'best_mover', mode: null })
    expect(reasons[0]).toEqual({
      subject: 2,
      kind: 'best_mover',
      facts: { community: '第一社区', from: '2024-09-30', gained: 2, covered: 3, total: 3, since: '2024-10-08' },
    })
  })

  test('差距最大的是完成率最低的社区里还没落实的最大一个；退回去的优先', () => {
    const lag: Told[] = [
      { id: 1, community: 1, says: may },
      { id: 2, community: 1 },
      { id: 3, community: 2, says: may },
      { id: 4, community: 2, households: 80 },
      { id: 5, community: 2, households: 120 },
    ]
    expect(kinds(lag)).toContain('biggest_lag 5')
    lag[3]!.says = [...may, { from: '2024-10-02', value: 'none' }]
    expect(kinds(lag)).toContain('biggest_lag 4')
    expect(propose(lag).reasons.find(({ kind }) => kind === 'biggest_lag')!.facts).toEqual({
      community: '第二社区',
      covered: 1,
      total: 3,
      households: 80,
      lost: 1,
    })
  })

  test('每种模式一个样板：核定了的、落实最久的；没有核定的不作样板', () => {
    const { sites } = propose([
      { id: 1, community: 1, says: [{ from: '2024-04-01', value: 'professional', verified: false }] },
      { id: 2, community: 1, says: may },
      { id: 3, community: 1, says: [{ from: '2024-06-01', value: 'professional' }] },
      { id: 4, community: 1, says: [{ from: '2024-06-01', value: 'floating' }] },
    ])
    expect(sites.filter(({ kind }) => kind === 'example')).toEqual([
      { subject: 2, kind: 'example', mode: 'professional' },
      { subject: 4, kind: 'example', mode: 'floating' },
    ])
  })

  test('月初还没有动静，就看上月以来；再早的不算进步', () => {
    const told = (from: string) =>
      propose([{ id: 1, community: 1, says: [{ from, value: 'professional' }] }]).reasons[0]!
    expect(told('2024-09-20')).toMatchObject({ kind: 'best_mover', facts: { from: '2024-08-31', gained: 1 } })
    expect(told('2024-08-20').kind).toBe('example')
  })

  test('看过的样板让给没看过的；只有看过的就还看它', () => {
    const yards: Told[] = [
      { id: 1, community: 1, says: may },
      { id: 2, community: 1, says: [{ from: '2024-06-01', value: 'professional' }] },
    ]
    expect(kinds(yards, { visited: new Set([1]) })).toEqual(['example 2'])
    expect(kinds(yards, { visited: new Set([1, 2]) })).toEqual(['example 1'])
  })

  test('同一个小区不列两次，没有落图的不列', () => {
    expect(kinds([{ id: 1, community: 1, says: october }])).toEqual(['best_mover 1'])
    expect(kinds([{ id: 1, community: 1, says: october, at: null }])).toEqual([])
    expect(
      kinds([
        { id: 1, community: 1, at: null },
        { id: 2, community: 2 },
      ]),
    ).toEqual(['biggest_lag 2'])
  })

  test('另增的小区不算在社区的快慢里，也不列', () => {
    expect(kinds([{ id: 1, community: 1, says: october, member: 'addition' }])).toEqual([])
  })

  test('最多列几个由方案定，按进步、差距、各模式的次序取', () => {
    const yards: Told[] = [
      { id: 1, community: 1, says: october },
      { id: 2, community: 2 },
      { id: 3, community: 1, says: may },
    ]
    expect(kinds(yards, { most: 2 }).toSorted()).toEqual(['best_mover 1', 'biggest_lag 2'])
    expect(kinds(yards, { most: 0 })).toEqual([])
  })

  test('按行车顺序排，从进步最大的一个出发', () => {
    const { sites, metres } = propose([
      { id: 1, community: 1, says: october, at: [112, 34] },
      { id: 2, community: 2, at: [112.03, 34] },
      { id: 3, community: 1, says: may, at: [112.01, 34] },
      { id: 4, community: 1, says: [{ from: '2024-05-01', value: 'floating' }], at: [112.02, 34] },
    ])
    expect(sites.map(({ subject }) => subject)).toEqual([1, 3, 4, 2])
    expect(metres).toBe(2772)
  })

  test('按分考核的方案：升得最多的和分最低的', () => {
    const yards: Told[] = [
      {
        id: 1,
        says: [
          { from: '2024-05-01', value: '80' },
          { from: '2024-10-05', value: '92' },
        ],
      },
      {
        id: 2,
        says: [
          { from: '2024-05-01', value: '88' },
          { from: '2024-10-05', value: '90' },
        ],
      },
      { id: 3, says: [{ from: '2024-05-01', value: '71' }] },
    ]
    const { reasons } = propose(yards, {}, planFile('xx-town'))
    expect(reasons).toEqual([
      { subject: 1, kind: 'best_mover', facts: { from: '2024-09-30', before: 80, now: 92, gained: 12 } },
      { subject: 3, kind: 'biggest_lag', facts: { now: 71 } },
    ])
  })

  test('考核工作措施的方案没有可看的小区，一个也不列', () => {
    const sishui = planFile('sishui-2019')
    const ground = groundOf(sishui, [{ id: 1, says: [{ from: '2019-07-01', value: 'true' }] }])
    expect(proposeSites({ ...ground, compounds: [] }, { ...ask, as_of: '2019-10-01' }).sites).toEqual([])
  })

  test('三个全覆盖的方案：样板看管理模式，覆盖看三项', () => {
    const district = planFile('xx-district-2024')
    const ground = groundOf(district, [{ id: 1, community: 1, says: [{ from: '2024-08-01', value: 'professional' }] }])
    expect(proposeSites(ground, ask).sites).toEqual([{ subject: 1, kind: 'example', mode: 'professional' }])
  })

  test('当月末换了日子，答案跟着日子走：九月的进步是九月的', () => {
    expect(
      kinds([{ id: 1, community: 1, says: [{ from: '2024-09-05', value: 'professional' }] }], { as_of: '2024-09-18' }),
    ).toEqual(['best_mover 1'])
  })
})
