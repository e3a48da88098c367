import { expect, test } from 'vitest'
import type { Timeline } from '#core/api/timeline.ts'
import { mergeTail, readTimeline, rowOn } from '#core/coverage/history.ts'

const timeline = (
  rows: { subject: number; from: string; value: string | null }[],
  more: Partial<Timeline> = {},
): Timeline => {
  const columns = {
    subject: rows.map((row, i) => row.subject - (rows[i - 1]?.subject ?? 0)),
    from: rows.map((_, i) => i),
    value: rows.map((row, i) => (row.value === null ? 0 : i + 1)),
    organisation: rows.map(() => 0),
    community: rows.map(() => 0),
    member: rows.map(() => 1),
    households: rows.map(() => 10),
    floor_area: rows.map(() => 100),
  }
  return {
    seq: 1,
    known_at: null,
    geometry_revision: 0,
    since: null,
    subjects: rows.map(row => row.subject),
    days: rows.map(row => row.from),
    values: [null, ...rows.map(row => row.value)],
    communities: [null],
    organisations: [null],
    members: ['', 'baseline', 'addition'],
    verdicts_then: {},
    indicators: { management: { reported: columns, verified: columns } },
    ...more,
  }
}

test('一条记录从生效那天起算，到下一条为止', () => {
  const history = readTimeline(
    timeline([
      { subject: 7, from: '2024-05-01', value: 'floating' },
      { subject: 7, from: '2024-06-01', value: null },
    ]),
  )
  const rows = history.indicators.get('management')!.reported.get(7)
  expect(['2024-04-30', '2024-05-01', '2024-05-31', '2024-06-01'].map(day => rowOn(rows, day)?.value)).toEqual([
    undefined,
    'floating',
    'floating',
    null,
  ])
})

test('后来的一段只换它提到的小区，其余不动；撤回的不再留下', () => {
  const before = readTimeline(
    timeline([
      { subject: 1, from: '2024-05-01', value: 'floating' },
      { subject: 2, from: '2024-05-01', value: 'floating' },
    ]),
  )
  const after = mergeTail(before, timeline([], { since: 1, seq: 2, subjects: [2] }))
  expect([...after.indicators.get('management')!.reported.keys()]).toEqual([1])
  expect(after.seq).toBe(2)
})
