import { expect, test } from 'vitest'
import type { Site } from '#core/api/meetings.ts'
import { sceneList } from '#core/presenting/scenes.ts'
import { planFile } from '../../helpers/plans.ts'

const county = planFile('xx-county-2024')
const october = { from_on: '2024-10-01', as_of: '2024-10-18' }
const visiting = (...subjects: number[]) => ({
  document: {
    title: '十月推进会',
    as_of: '2024-10-18',
    held_on: '2024-10-20',
    agenda: [],
    sites: subjects.map((subject): Site => ({ subject, kind: 'chosen' })),
    ranks_units: false,
  },
})
const ids = (document = county, closing = october, meeting: Parameters<typeof sceneList>[1] = visiting()) =>
  sceneList({ document, closing }, meeting).map(({ id }) => id)

test('先总体，再本月、排名、预测，一个点一幕，最后是问题和承诺', () => {
  expect(ids(county, october, visiting(31, 7))).toEqual([
    'standing',
    'replay',
    'ranking',
    'outlook',
    'site-1',
    'site-2',
    'cases',
  ])
})

test('站点按行车顺序，每一幕记得是哪个小区', () => {
  const sites = sceneList({ document: county, closing: october }, visiting(31, 7)).filter(({ kind }) => kind === 'site')
  expect(sites.map(({ subject }) => subject)).toEqual([31, 7])
})

test('最后一个节点过了，没有下一个可预测，也就没有那一幕', () => {
  expect(ids(county, { from_on: '2025-01-01', as_of: '2025-01-31' })).not.toContain('outlook')
  expect(ids(county, { from_on: '2024-12-01', as_of: '2024-12-31' })).toContain('outlook')
})

test('只有一天可放的，没有回放', () => {
  expect(ids(county, { from_on: '2024-10-18', as_of: '2024-10-18' })).not.toContain('replay')
})

test('不排名的方案没有排名，讲措施的方案没有小区的回放和预测', () => {
  expect(ids({ ...county, ranking: null })).not.toContain('ranking')
  const measures = planFile('sishui-2019')
  expect(ids(measures)).toEqual(expect.arrayContaining(['standing', 'cases']))
  expect(ids(measures)).not.toContain('replay')
  expect(ids(measures)).not.toContain('outlook')
})

test('没有会议的截数也能看，只是没有站点', () => {
  expect(ids(county, october, null)).toEqual(['standing', 'replay', 'ranking', 'outlook', 'cases'])
})
