import { describe, expect, test } from 'vitest'
import type { Site } from '#core/api/meetings.ts'
import { type CardGround, siteCard } from '#core/meetings/site-card.ts'
import { planFile } from '../../helpers/plans.ts'
import { groundOf, type Told } from './ground.ts'

const county = planFile('xx-county-2024')
const site: Site = { subject: 1, kind: 'chosen' }
const groundFor = (yard: Partial<Told>, document = county, as_of = '2024-10-16'): CardGround => ({
  ...groundOf(document, [{ id: 1, community: 1, households: 120, ...yard }]),
  closing: { as_of },
  divisions: [
    { id: 9, name: '县', parent: null },
    { id: 8, name: '城关镇', parent: 9 },
    { id: 1, name: '第一社区', parent: 8 },
  ],
})
const cardOf = (...given: Parameters<typeof groundFor>) => siteCard(groundFor(...given), site)!

describe('点位卡片', () => {
  test('写明在哪里、什么模式、从哪天起、多少户', () => {
    const card = cardOf({ says: [{ from: '2024-05-10', value: 'professional' }] })
    expect(card).toMatchObject({
      name: '1 号院',
      place: ['城关镇', '第一社区'],
      indicator: 'management',
      value: 'professional',
      since: '2024-05-10',
      covered: true,
      verified: true,
      households: 120,
    })
  })

  test('历史从早到晚，截至日以后的不写', () => {
    const says = [
      { from: '2024-04-01', value: 'none' },
      { from: '2024-06-10', value: 'floating' },
      { from: '2024-10-17', value: 'professional' },
    ]
    const card = cardOf({ says })
    expect(card.history.map(({ day, value }) => `${day} ${value}`)).toEqual(['2024-04-01 none', '2024-06-10 floating'])
    expect(card).toMatchObject({ value: 'floating', since: '2024-06-10', covered: true })
  })

  test('没有核定的写明还要核哪些佐证', () => {
    const card = cardOf({ says: [{ from: '2024-05-10', value: 'professional', verified: false }] })
    expect(card).toMatchObject({ covered: true, verified: false })
    expect(card.missing[0]).toEqual({ kind: 'check', ids: expect.arrayContaining([expect.any(String)]) })
  })

  test('没有填报、没有落图、没有面积，一样样列出来', () => {
    expect(cardOf({ at: null }).missing).toEqual([
      { kind: 'place' },
      { kind: 'indicator', id: 'management' },
      { kind: 'fact', id: 'floor_area' },
      { kind: 'fact', id: 'buildings' },
    ])
  })

  test('没有模式的方案讲它考核的分数', () => {
    const card = cardOf({ says: [{ from: '2024-05-01', value: '91' }] }, planFile('xx-town'))
    expect(card).toMatchObject({ indicator: 'score', value: '91', since: '2024-05-01' })
  })

  test('小区不在了就没有卡片', () => {
    expect(siteCard(groundFor({}), { subject: 7, kind: 'chosen' })).toBeNull()
  })
})
