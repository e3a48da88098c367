import { expect, test } from 'vitest'
import type { AreaIssueCode } from '#core/areas/issues.ts'
import { bboxOf } from '../../../web/areas/bbox.ts'
import { numberedSteps } from '../../../web/areas/numbered-steps.ts'
import { sheetOfDraft } from '../../../web/areas/print-sheet.ts'
import { reviewShapes } from '../../../web/areas/review-shapes.ts'
import { saidDifferently } from '../../../web/areas/said-differently.ts'
import { metresPerPixel, roundLength } from '../../../web/areas/scale-bar.ts'
import { type Submittable, submitReasons } from '../../../web/areas/submit-reasons.ts'
import { draftOf } from './draft-of.ts'

const fine: Submittable = { name: '东关', unnamed: '未命名', town: 1, issues: [], checked: true, saving: 'saved' }
const issue = (code: AreaIssueCode) => ({ code, at: null, subject: null, name: null, m2: null })

test('能提交就没有理由；不能提交时先说作者自己能改的', () => {
  expect(submitReasons(fine)).toEqual([])
  expect(submitReasons({ ...fine, issues: [issue('gap')] })).toEqual([])
  expect(submitReasons({ ...fine, saving: 'waiting' })).toEqual([])
  expect(
    submitReasons({
      name: '未命名',
      unnamed: '未命名',
      town: null,
      issues: [issue('overlap')],
      checked: false,
      saving: 'offline',
    }),
  ).toEqual(['no_name', 'no_town', 'refusing_issues', 'not_saved', 'checking'])
  expect(submitReasons({ ...fine, saving: 'conflict' })).toEqual(['conflict'])
})

test('有位置的意见依次编号', () => {
  const step = (id: number, at: [number, number] | null) => ({
    id,
    at,
    kind: 'comment' as const,
    text: '',
    place: null,
    from_on: null,
    to_on: null,
    files: [],
    account: 'li',
    account_name: '李某',
    recorded_at: '2024-10-18T02:00:00.000Z',
  })
  expect(numberedSteps([step(1, [112, 34]), step(2, null), step(3, [112, 34])]).map(({ pin }) => pin)).toEqual([
    1,
    null,
    2,
  ])
})

test('两份草稿填写的不同之处：先后次序不算', () => {
  const mine = draftOf({ picks: [2, 1], name: '东关', ground: 'enclosed' })
  expect(saidDifferently(mine, draftOf({ picks: [1, 2], name: '东关', ground: 'enclosed' }))).toEqual([])
  expect(saidDifferently(mine, draftOf({ picks: [1], name: '西关', ground: 'enclosed' }))).toEqual(['name', 'picks'])
})

/*  4──3
 *  │  │   and one neighbour close by, one far away
 *  1──2   */
const shell = [
  [112, 34],
  [112.001, 34],
  [112.001, 34.001],
  [112, 34.001],
]
const square = (east: number) => ({
  type: 'MultiPolygon' as const,
  coordinates: [[[...shell, shell[0]!].map(([lon, lat]) => [lon! + east, lat!])]],
})
const draft = draftOf({ shape: [{ shell, holes: [] }], area: 5, picks: [3] })

test('审核时看得到草稿、近旁的区域和要被替换的那个', () => {
  const area = (id: number, east: number) => ({ id, name: `区域 ${id}`, shape: square(east) }) as never
  const shapes = reviewShapes(draft, [area(5, 0), area(6, 0.003), area(7, 0.1)])
  expect(shapes.map(({ id, tone }) => [id, tone])).toEqual([
    [5, 'theirs'],
    [6, 'beside'],
    [1, 'own'],
  ])
})

test('划定表上的小区是边界内的和点选的，合计按台账', () => {
  const compound = (id: number) => ({ id, buildings: 2, households: 30, floor_area: 400 }) as never
  const sheet = sheetOfDraft(draft, [compound(1), compound(2), compound(3)], { compounds: [1], m2: 9500 })
  expect(sheet.compounds.map(({ id }) => id)).toEqual([1, 3])
  expect(sheet.totals).toEqual({ buildings: 4, households: 60, floor_area: 800 })
  expect(sheet.m2).toBe(9500)
})

test('范围包住图形和点；什么都没有就没有范围', () => {
  expect(bboxOf([square(0), null], [[111.9, 34.0005]])).toEqual([111.9, 34, 112.001, 34.001])
  expect(bboxOf([null])).toBeNull()
})

test('比例尺取整：1、2、5 打头', () => {
  expect([1, 3, 7, 19, 99, 100, 499, 500].map(roundLength)).toEqual([1, 2, 5, 10, 50, 100, 200, 500])
  expect(metresPerPixel(16, 34.7)).toBeCloseTo(0.982, 2)
})
