import { expect, test } from 'vitest'
import type { History, Rows } from '#core/coverage/history.ts'
import { replayOf, replaySeconds } from '#core/presenting/replay.ts'
import { planFile } from '../../helpers/plans.ts'

const county = planFile('xx-county-2024')

type Told = [subject: number, from: string, value: string | null]
const rowsOf = (told: Told[], member: 'baseline' | '' = 'baseline'): Rows => {
  const rows: Rows = new Map()
  for (const [subject, from, value] of told) {
    const row = { from, value, organisation: null, community: 5, member, households: 0, floor_area: 0 }
    rows.set(subject, [...(rows.get(subject) ?? []), row])
  }
  return rows
}
const known = (management: Told[], outside: Told[] = []): History => {
  const reported = rowsOf(management)
  const roster = rowsOf(management.map(([subject]) => [subject, '2024-03-10', 'in']))
  for (const [subject, rows] of rowsOf(outside, '')) {
    reported.set(subject, rows)
    roster.set(subject, [{ ...rows[0]!, from: '2024-03-10', value: 'out' }])
  }
  return {
    seq: 1,
    known_at: null,
    geometry_revision: 1,
    indicators: new Map([
      ['management', { reported, verified: reported }],
      ['roster', { reported: roster, verified: roster }],
    ]),
    verdicts_then: {},
  }
}
const october = { indicator: 'management', basis: 'reported', from_on: '2024-10-01', as_of: '2024-10-18' } as const
const played = (history: History) =>
  replayOf(county, history, october).map(({ day, subject, kind }) => `${day} ${subject} ${kind}`)

test('本月落实的按日子先后，上月的和截至日以后的不算', () => {
  expect(
    played(
      known([
        [1, '2024-10-09', 'professional'],
        [2, '2024-10-02', 'floating'],
        [3, '2024-09-30', 'professional'],
        [4, '2024-10-19', 'professional'],
        [5, '2024-10-18', 'work_unit'],
      ]),
    ),
  ).toEqual(['2024-10-02 2 gained', '2024-10-09 1 gained', '2024-10-18 5 gained'])
})

test('撤场当天说是回退，换一种模式不是新增', () => {
  expect(
    played(
      known([
        [1, '2024-05-01', 'professional'],
        [1, '2024-10-03', 'none'],
        [2, '2024-05-01', 'professional'],
        [2, '2024-10-04', 'floating'],
      ]),
    ),
  ).toEqual(['2024-10-03 1 lost'])
})

test('撤了又有人管，两件事都放', () => {
  expect(
    played(
      known([
        [1, '2024-05-01', 'professional'],
        [1, '2024-10-03', 'none'],
        [1, '2024-10-10', 'self_governed'],
      ]),
    ),
  ).toEqual(['2024-10-03 1 lost', '2024-10-10 1 gained'])
})

test('不在底数里的小区不放', () => {
  expect(played(known([[1, '2024-10-02', 'floating']], [[9, '2024-10-02', 'professional']]))).toEqual([
    '2024-10-02 1 gained',
  ])
})

test('再短也放 8 秒，再长不过 20 秒', () => {
  expect(replaySeconds('2024-10-17', '2024-10-18')).toBe(8)
  expect(replaySeconds('2024-10-01', '2024-10-31')).toBeCloseTo(12.4)
  expect(replaySeconds('2024-03-01', '2024-10-31')).toBe(20)
})
