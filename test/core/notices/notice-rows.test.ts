import { describe, expect, test } from 'vitest'
import type { Closing } from '#core/api/closings.ts'
import type { Notice } from '#core/api/notices.ts'
import { noticeRows } from '#core/notices/notice-rows.ts'
import { noticeVerbs } from '#core/notices/notice-verbs.ts'
import { planFile } from '../../helpers/plans.ts'

const plan = planFile('sishui-2019')

const closing = (id: number, as_of: string, state: Closing['state']) =>
  ({ id, as_of, state, purpose: 'quarterly', from_on: '2019-07-01' }) as Closing
const notice = (id: number, of: number, state: Notice['state'] = 'running') =>
  ({ id, closing: of, state, steps: [] as Notice['steps'] }) as Notice

const rowsOf = (closings: Closing[], notices: Notice[] = [], today = '2019-11-20') =>
  noticeRows(plan, { closings, notices, today }).find(({ id }) => id === 'quarterly')!.rows

describe('按季度公布，到 11 月 20 日有三期', () => {
  test('最近的在上；本季度没完的等期末，过去的季度可以截数', () => {
    const rows = rowsOf([])
    expect(rows.map(({ period, next }) => [period.to_on, next])).toEqual([
      ['2019-12-31', 'its_end'],
      ['2019-09-30', 'closing'],
      ['2019-06-30', 'closing'],
    ])
  })

  test('截了数等签发，签发了可以公布，公布了不用再办', () => {
    const [, third] = rowsOf([closing(1, '2019-09-30', 'confirmed')])
    expect(third).toMatchObject({ next: 'sign_off', closing: { id: 1 } })
    expect(rowsOf([closing(1, '2019-09-30', 'signed')])[1]!.next).toBe('opening')
    expect(rowsOf([closing(1, '2019-09-30', 'signed')], [notice(7, 1)])[1]).toMatchObject({
      next: 'nothing',
      notices: [{ id: 7 }],
    })
  })

  test('更正过的截数要重新公布，原来贴的还列着；撤回了可以再贴', () => {
    const closings = [closing(1, '2019-09-30', 'superseded'), closing(2, '2019-09-30', 'signed')]
    expect(rowsOf(closings, [notice(7, 1)])[1]).toMatchObject({
      next: 'opening',
      closing: { id: 2 },
      notices: [{ id: 7 }],
    })
    expect(rowsOf([closing(2, '2019-09-30', 'signed')], [notice(8, 2, 'withdrawn')])[1]!.next).toBe('opening')
  })

  test('放弃了的截数不算', () => {
    expect(rowsOf([closing(1, '2019-09-30', 'dropped')])[1]).toMatchObject({ next: 'closing', closing: null })
  })
})

test('没有公示文字的方案，没有要公示的', () => {
  const { bulletins: _, ...silent } = plan
  expect(noticeRows(silent, { closings: [], notices: [], today: '2019-11-20' })).toEqual([])
})

describe('公示现在能办的', () => {
  const steps = (...kinds: Notice['steps'][number]['kind'][]) => kinds.map(kind => ({ kind })) as Notice['steps']

  test('公示期内可以记异议、提前撤回；没照片的可以补', () => {
    expect(noticeVerbs({ state: 'running', steps: [] })).toEqual(['posted', 'objection', 'withdrawn'])
    expect(noticeVerbs({ state: 'running', steps: steps('posted') })).toEqual(['objection', 'withdrawn'])
  })

  test('期满撤下，不能再撤回；撤下以后只能记异议', () => {
    expect(noticeVerbs({ state: 'over', steps: steps('posted') })).toEqual(['objection', 'taken_down'])
    expect(noticeVerbs({ state: 'over', steps: steps('posted', 'taken_down') })).toEqual(['objection'])
  })
})
