import { expect, test } from 'vitest'
import { type ReportAnswer, reportRows } from '../../../web/report/report-rows.ts'
import { planFile } from '../../helpers/plans.ts'

const answer = (more: Partial<ReportAnswer>): ReportAnswer => ({
  subject: 7,
  mode: 'professional',
  variant: null,
  manager: null,
  counts_on: '2024-05-14',
  beside_on: null,
  note: '',
  replaces: null,
  ...more,
})

test('进驻之日计入覆盖，签约之日另记一行；新单位按名字带上', () => {
  expect(
    reportRows(planFile('xx-county-2024'), answer({ beside_on: '2024-04-28', manager: { called: '安居物业' } })),
  ).toEqual({
    rows: [
      { subject: 7, indicator: 'management', value: 'professional', effective_on: '2024-05-14', called: '安居物业' },
      { subject: 7, indicator: 'signed_on', value: '2024-04-28', effective_on: '2024-04-28' },
    ],
    new_organisations: ['安居物业'],
  })
})

test('按签约计的方案，进驻之日另记一行', () => {
  const { rows } = reportRows(planFile('xx-district-2024'), answer({ beside_on: '2024-06-01' }))
  expect(rows[1]).toMatchObject({ indicator: 'on_site_on', value: '2024-06-01' })
})

test('自治形式另记一行；没有两个日子的模式不记第二个', () => {
  const { rows } = reportRows(
    planFile('xx-county-2024'),
    answer({ mode: 'self_governed', variant: 'committee', beside_on: '2024-05-01', manager: { id: 9 } }),
  )
  expect(rows).toEqual([
    { subject: 7, indicator: 'management', value: 'self_governed', effective_on: '2024-05-14', organisation: 9 },
    { subject: 7, indicator: 'self_governed_form', value: 'committee', effective_on: '2024-05-14' },
  ])
})

test('退回后再报，接替原来那条，留下的佐证照旧', () => {
  const { rows } = reportRows(
    planFile('xx-county-2024'),
    answer({ note: '补了盖章页', replaces: { id: 3, evidence: ['contract'] } }),
  )
  expect(rows).toEqual([
    {
      subject: 7,
      indicator: 'management',
      value: 'professional',
      effective_on: '2024-05-14',
      replaces: 3,
      evidence: ['contract'],
      note: '补了盖章页',
    },
  ])
})

test('撤场报“未落实”', () => {
  const { rows } = reportRows(planFile('xx-county-2024'), answer({ mode: 'none', variant: 'x', note: '企业撤场' }))
  expect(rows).toEqual([
    { subject: 7, indicator: 'management', value: 'none', effective_on: '2024-05-14', note: '企业撤场' },
  ])
})
