import { expect, test } from 'vitest'
import { changedSince } from '#core/closings/changed-since.ts'
import { smallCounty, type Yard } from '../ranking/small-county.ts'

const DAY = '2024-09-30'
const BOTH = ['reported', 'verified']

const corrections = (before: Yard[], after: Yard[]) => {
  const [then, now] = [before, after].map(yards => smallCounty(yards).histories.get('coverage')!)
  return changedSince(then!, now!, DAY, id => `${id} 号院`)
}
const yard = (more: Partial<Yard> = {}): Yard => ({ name: '一号院', in: '东关', ...more })

test('什么都没有更正，就一条也不列', () => {
  const same = [yard({ managed: { '2024-05-01': 'professional' } })]
  expect(corrections(same, same)).toEqual([])
})

test('截数日以后才生效的填报不算更正', () => {
  expect(corrections([yard()], [yard({ managed: { '2024-10-01': 'professional' } })])).toEqual([])
})

test('补报、更正、撤场逐个列出，按小区顺序，两种口径说的一样只列一条', () => {
  const before = [yard(), yard({ managed: { '2024-05-01': 'floating' } }), yard()]
  const after = [
    yard({ managed: { '2024-09-30': 'professional' } }),
    yard({ managed: { '2024-05-01': 'none' } }),
    yard(),
  ]
  expect(corrections(before, after)).toEqual([
    {
      subject: 1000,
      name: '1000 号院',
      community: 100,
      indicator: 'management',
      bases: BOTH,
      before: null,
      after: 'professional',
    },
    {
      subject: 1001,
      name: '1001 号院',
      community: 100,
      indicator: 'management',
      bases: BOTH,
      before: 'floating',
      after: 'none',
    },
  ])
})

test('只有核定数变了，只说核定数', () => {
  const [then, now] = [
    [yard({ managed: { '2024-05-01': 'floating' } })],
    [yard({ managed: { '2024-05-01': 'floating' } })],
  ].map(yards => smallCounty(yards).histories.get('coverage')!)
  const management = then!.indicators.get('management')!
  then!.indicators.set('management', { ...management, verified: new Map() })
  expect(changedSince(then!, now!, DAY, String)).toMatchObject([
    { bases: ['verified'], before: null, after: 'floating' },
  ])
})

test('改了社区、户数，各列一条；移出底数的只说移出', () => {
  const before = [yard(), yard()]
  const moved = yard({ moved: { '2024-06-01': '西关' }, households: { '2024-06-01': 120 } })
  const facts = corrections(before, [moved, yard({ member: { '2024-06-01': '' } })])
  expect(facts.map(({ subject, indicator, before, after }) => [subject, indicator, before, after])).toEqual([
    [1000, 'community', '100', '101'],
    [1000, 'households', '80', '120'],
    [1001, 'member', 'baseline', null],
  ])
})
