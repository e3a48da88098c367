import { describe, expect, test } from 'vitest'
import type { Compound } from '#core/api/compounds.ts'
import { batchRows } from '#core/ledger/batch-rows.ts'
import { ledgerColumns } from '#core/ledger/columns.ts'
import type { Edit } from '#core/ledger/edits.ts'
import { planFile } from '../../helpers/plans.ts'

const plan = planFile('xx-county-2024')
const DAY = '2024-10-18'
const compound: Compound = {
  id: 1,
  code: 'c1',
  name: '东关 1 号院',
  community: 11,
  town: 10,
  management: 'professional',
  organisation: 21,
  since: '2024-05-12',
  households: 100,
  floor_area: 9000,
  buildings: 3,
  member: 'baseline',
  at: null,
  from_on: null,
  to_on: null,
  reported_on: [],
  returned: false,
  values: {},
}
const unreported: Compound = { ...compound, id: 2, management: null, organisation: null, since: null }
const known = new Map([compound, unreported].map(each => [each.id, each]))
const edit = (subject: number, column: string, value: string, called?: string): Edit => ({
  subject,
  column,
  typed: called ?? value,
  reading: { ok: true, value, ...(called ? { called } : {}) },
})
const rowsOf = (...edits: Edit[]) => batchRows(plan, ledgerColumns(plan), known, edits, DAY)
const management = (row: object) => [{ subject: 1, indicator: 'management', ...row }]

test('户数和名称各是一条，自选定的那一天起', () => {
  const { rows, cells } = rowsOf(edit(1, 'households', '120'), edit(2, 'name', '新名'))
  expect(rows).toEqual([
    { subject: 1, indicator: 'households', value: '120', effective_on: DAY },
    { subject: 2, indicator: 'name', value: '新名', effective_on: DAY },
  ])
  expect(cells).toEqual([['1 households'], ['2 name']])
})

describe('管理模式、管理单位、起始日期是同一条记录', () => {
  test('换单位：模式照旧，自选定的那一天起', () =>
    expect(rowsOf(edit(1, 'manager', '22')).rows).toEqual(
      management({ value: 'professional', organisation: 22, effective_on: DAY }),
    ))
  test('换模式：原来的单位不跟过去', () =>
    expect(rowsOf(edit(1, 'mode', 'self_governed')).rows).toEqual(
      management({ value: 'self_governed', organisation: null, effective_on: DAY }),
    ))
  test('改成未落实：没有单位，即使另填了一个', () =>
    expect(rowsOf(edit(1, 'mode', 'none'), edit(1, 'manager', '22')).rows).toEqual(
      management({ value: 'none', organisation: null, effective_on: DAY }),
    ))
  test('只改起始日期：更正原来那一条，不论往前往后', () => {
    for (const day of ['2024-04-01', '2024-06-01'])
      expect(rowsOf(edit(1, 'since', day)).rows).toEqual(
        management({ value: 'professional', organisation: 21, effective_on: day, corrects_on: '2024-05-12' }),
      )
  })
  test('同时换了单位、日期在后：是新的一段；日期在前：更正原来那一条', () => {
    expect(rowsOf(edit(1, 'manager', '22'), edit(1, 'since', '2024-06-01')).rows).toEqual(
      management({ value: 'professional', organisation: 22, effective_on: '2024-06-01' }),
    )
    expect(rowsOf(edit(1, 'manager', '22'), edit(1, 'since', '2024-04-01')).rows).toEqual(
      management({ value: 'professional', organisation: 22, effective_on: '2024-04-01', corrects_on: '2024-05-12' }),
    )
  })
  test('没有模式就没有单位：两格都说明原因，什么也不送', () => {
    const { rows, refused } = rowsOf(edit(2, 'manager', '22'), edit(2, 'since', '2024-06-01'))
    expect(rows).toEqual([])
    expect([...refused]).toEqual([
      ['2 manager', 'mode_missing'],
      ['2 since', 'mode_missing'],
    ])
  })
  test('没见过的单位带着名字去，一个名字只新增一次', () => {
    const { rows, new_organisations } = rowsOf(
      edit(1, 'manager', '', '新来的物业'),
      edit(2, 'mode', 'professional'),
      edit(2, 'manager', '', '新来的物业'),
      edit(2, 'task_owner', '', '新来的物业'),
    )
    expect(new_organisations).toEqual(['新来的物业'])
    expect(rows.map(({ called }) => called)).toEqual(['新来的物业', '新来的物业', '新来的物业'])
    expect(rows.find(({ indicator }) => indicator === 'task_owner')?.value).toBeNull()
  })
})

test('读不懂的格不送，并说明原因', () => {
  const bad: Edit = {
    subject: 1,
    column: 'households',
    typed: '一百',
    reading: { ok: false, reason: 'number_refused' },
  }
  const { rows, refused } = rowsOf(bad)
  expect(rows).toEqual([])
  expect(refused.get('1 households')).toBe('number_refused')
})
