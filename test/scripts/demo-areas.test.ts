import { area } from '@turf/turf'
import { describe, expect, test } from 'vitest'
import { checkArea } from '#core/areas/check-area.ts'
import { AREA_ISSUES } from '#core/areas/issues.ts'
import { makeCounty } from '../../scripts/demo/county.ts'
import { loadDemo } from '../../scripts/demo/load.ts'
import type { DemoRevision } from '../../scripts/demo/types.ts'
import { eachOwnEngine } from '../helpers/engines.ts'
import { planFile } from '../helpers/plans.ts'
import { areaDifferences } from '../server/areas/differences.ts'

const county = makeCounty(2024)
const writes = county.area_writes!
const revisions = writes.flatMap(write => write.revisions)
const last = new Map(revisions.map(each => [each.area, each]))
const standing = [...last.values()].filter(({ retired }) => !retired)
const managed = standing.filter(({ kind }) => kind === 'management_area')
const places = new Map(county.divisions.map(each => [each.code, each]))

const judged = (one: DemoRevision, others: DemoRevision[]) =>
  checkArea({
    kind: one.kind,
    shape: one.geometry,
    picks: [],
    ground: one.ground,
    town: places.get(places.get(one.community)!.parent!)!.geometry,
    community: places.get(one.community)!.geometry,
    neighbours: others.map(({ name, geometry }, id) => ({ id, name, shape: geometry! })),
    compounds: county.compounds
      .filter(each => !each.from && !each.until)
      .map(({ name, geometry }, id) => ({ id, name, shape: geometry, covered: true, taken_by: null })),
  })

describe('示范县的物业管理区域', () => {
  test('同一个种子，画出同样的区域', () => {
    expect(JSON.stringify(makeCounty(2024).area_writes)).toBe(JSON.stringify(writes))
  })

  test('分批核定，有扩大的一个、撤销的一个，三个片区，一份打包', () => {
    expect(managed.length).toBeGreaterThanOrEqual(20)
    expect(standing.filter(({ kind }) => kind === 'patch')).toHaveLength(3)
    expect(standing.filter(({ kind }) => kind === 'package')).toHaveLength(1)
    expect([...last.values()].filter(({ retired }) => retired)).toHaveLength(1)
    const widened = revisions.filter(each => each.area === 'area-001')
    expect(widened).toHaveLength(2)
    expect(area(widened[1]!.geometry!)).toBeGreaterThan(area(widened[0]!.geometry!))
    const days = writes.map(({ recorded_at }) => recorded_at)
    expect(days).toEqual(days.toSorted())
    expect(days.every(day => day.slice(0, 10) <= county.today)).toBe(true)
  })

  test('没有一个该被拒绝：不重叠、不切开小区、不出镇', () => {
    for (const one of managed) {
      const issues = judged(
        one,
        managed.filter(other => other !== one),
      )
      expect(
        issues.filter(({ code }) => AREA_ISSUES[code] === 'refuse'),
        one.name,
      ).toEqual([])
    }
  })

  test('三份草稿在镇里：一份待审，一份退回并在图上批注，一份公示中', () => {
    expect(county.drafts!.map(({ state }) => state)).toEqual(['submitted', 'returned', 'notice'])
    expect(new Set(county.drafts!.map(({ community }) => places.get(community)!.parent))).toEqual(new Set(['town-a']))
    const steps = writes.flatMap(write => write.steps)
    expect(steps.filter(({ kind, at }) => kind === 'comment' && at)).toHaveLength(1)
    expect(steps.find(({ kind }) => kind === 'notice')).toMatchObject({ from_on: '2024-10-12', to_on: '2024-10-21' })
  })
})

eachOwnEngine('示范县的区域装入之后', connection => {
  test('数据库收下每一个，现在的样子与故事说的一样', async () => {
    const { db } = connection()
    const plan = planFile('xx-county-2024')
    await loadDemo(db, plan, county)
    expect(await areaDifferences(connection(), plan.id)).toEqual({ spans: 0, members: 0, overlaps: 0, invalid: 0 })
    const spans = await db
      .selectFrom('area_span')
      .innerJoin('subject', 'subject.id', 'area_span.area')
      .select(['subject.code', 'area_span.valid'])
      .where('area_span.plan', '=', plan.id)
      .execute()
    const open = spans.filter(({ valid }) => valid.endsWith(',)')).map(({ code }) => code)
    expect(open.sort()).toEqual(standing.map(each => each.area).sort())
    const drafts = await db.selectFrom('area_draft').select(['state', 'account']).orderBy('id').execute()
    expect(drafts.map(({ state }) => state).sort()).toEqual(['notice', 'returned', 'submitted'])
    expect(await db.selectFrom('broken_seal').selectAll().execute()).toEqual([])
  }, 180_000)
})
