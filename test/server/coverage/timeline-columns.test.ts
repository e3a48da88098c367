import { expect, test } from 'vitest'
import { readTimeline, rowOn } from '#core/coverage/history.ts'
import { timelineColumns } from '../../../server/coverage/timeline-columns.ts'

const row = (subject: number, from_on: string, to_on: string) => ({
  subject,
  indicator: 'roster',
  basis: 'reported' as const,
  from_on,
  to_on,
  value: 'baseline',
  organisation: null,
  community: 5,
  member: 'baseline' as const,
  households: 10,
  floor_area: 900,
})

// 3: |#########|.........   removed
// 4: |###################   stays
test('移出名册的小区，从那天起不再算在底数里', () => {
  const rows = [row(3, '2024-03-11', '2024-06-01'), row(4, '2024-03-11', 'infinity')]
  const history = readTimeline({
    seq: 1,
    known_at: null,
    geometry_revision: 0,
    since: null,
    subjects: [],
    verdicts_then: {},
    ...timelineColumns(rows, ['roster']),
  })
  const roster = history.indicators.get('roster')!.reported
  const members = (day: string) => [3, 4].map(subject => rowOn(roster.get(subject), day)?.member)
  expect(members('2024-05-31')).toEqual(['baseline', 'baseline'])
  expect(members('2024-06-01')).toEqual(['', 'baseline'])
})
