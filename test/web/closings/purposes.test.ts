import { expect, test } from 'vitest'
import type { Meeting } from '#core/api/meetings.ts'
import { purposesOf } from '../../../web/closings/purposes.ts'

const meeting = (id: number, as_of: string, more: Partial<Meeting> = {}): Meeting => ({
  ...{ id, kind: 'monthly', month: as_of.slice(0, 7), version: 1, state: 'preparing', closing: null },
  ...{ saved_by: 'office', saved_by_name: '办公室', saved_at: '2024-10-09T00:00:00.000Z', recorded_at: null },
  document: { title: `${as_of} 推进会`, as_of, held_on: as_of, agenda: [], sites: [], ranks_units: false },
  ...more,
})
const NOTICES = [
  { id: 'quarterly', zh: '考核情况公布', every: { per: 'quarter' as const }, source: '三' },
  { id: 'board', zh: '公示牌', source: '三' },
]

test('figures are taken for the meeting whose day has come, then for others, for none in the calendar, for what is published by a period', () => {
  const meetings = [
    meeting(1, '2024-08-16'),
    meeting(2, '2024-09-18', { state: 'signed', closing: 7 }),
    meeting(3, '2024-10-16'),
    meeting(4, '2024-11-18'),
  ]
  expect(purposesOf({ notices: NOTICES }, meetings, '2024-10-18').map(({ key, as_of }) => [key, as_of])).toEqual([
    ['meeting-3', '2024-10-16'],
    ['meeting-1', '2024-08-16'],
    ['meeting-4', '2024-11-18'],
    ['meeting', null],
    ['quarterly', null],
  ])
})

test('a plan without meetings and notices still takes figures for a meeting', () => {
  expect(purposesOf({ notices: [] }, [], '2024-10-18')).toEqual([
    { key: 'meeting', purpose: 'meeting', zh: null, as_of: null },
  ])
})
