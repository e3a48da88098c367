import { expect, test } from 'vitest'
import type { Case, CaseStepKind } from '#core/api/cases.ts'
import { caseOn } from '#core/cases/case-on.ts'
import { notedAt, previousMeeting, sinceLast } from '#core/cases/since-last.ts'

const SEPTEMBER = 7
const OCTOBER = 8

const caseOf = (id: number, meeting: number | null, due_on: string | null, steps: [CaseStepKind, string][]): Case => ({
  id,
  kind: 'problem',
  meeting,
  text: `第 ${id} 个`,
  owner: null,
  owner_name: null,
  subject: null,
  at: null,
  due_on,
  opened_due_on: due_on,
  state: 'opened',
  late: false,
  files: [],
  account: 'a',
  account_name: '甲',
  opened_at: '2024-09-25T02:00:00.000Z',
  opened_on: '2024-09-25',
  steps: steps.map(([kind, day]) => ({
    kind,
    account: 'a',
    account_name: '甲',
    at: `${day}T02:00:00.000Z`,
    text: null,
    due_on: null,
    files: [],
  })),
})

const closed: [CaseStepKind, string][] = [
  ['assigned', '2024-09-26'],
  ['rectified', '2024-10-02'],
  ['applied', '2024-10-03'],
  ['verified', '2024-10-08'],
  ['closed', '2024-10-09'],
]

test('the due day itself is in time, the day after it is late', () => {
  const one = caseOf(1, SEPTEMBER, '2024-10-10', [['assigned', '2024-09-26']])
  expect(caseOn(one, '2024-10-10').late).toBe(false)
  expect(caseOn(one, '2024-10-11').late).toBe(true)
})

test('a case that was closed is open on every day before', () => {
  const one = caseOf(1, SEPTEMBER, '2024-10-05', closed)
  expect(caseOn(one, '2024-10-08')).toMatchObject({ state: 'verified', done: false, late: true, done_on: null })
  expect(caseOn(one, '2024-10-09')).toMatchObject({ state: 'closed', done: true, late: false, done_on: '2024-10-09' })
})

test('a day named with 交办 takes the place of the one it was opened with', () => {
  const one = caseOf(1, SEPTEMBER, '2024-10-05', [['assigned', '2024-10-04']])
  one.steps[0]!.due_on = '2024-10-20'
  expect([caseOn(one, '2024-10-03').due_on, caseOn(one, '2024-10-04').due_on]).toEqual(['2024-10-05', '2024-10-20'])
})

test('October opens with what September noted: done, late, open, and what is older', () => {
  const cases = [
    caseOf(1, SEPTEMBER, '2024-10-05', closed),
    caseOf(2, SEPTEMBER, '2024-10-05', []),
    caseOf(3, SEPTEMBER, '2024-11-05', []),
    caseOf(4, SEPTEMBER, null, []),
    caseOf(5, 3, '2024-08-01', []),
    caseOf(6, 3, '2024-08-01', closed),
    caseOf(7, null, null, []),
    caseOf(8, OCTOBER, null, []),
  ]
  const told = sinceLast(cases, { previous: SEPTEMBER, meeting: OCTOBER, as_of: '2024-10-18' })
  const ids = Object.fromEntries(Object.entries(told).map(([name, each]) => [name, each.map(({ id }: Case) => id)]))
  expect(ids).toEqual({ done: [1], late: [2], open: [3, 4], older: [5, 7] })
  expect(notedAt(cases, OCTOBER).map(({ id }) => id)).toEqual([8])
})

test('of the first meeting nothing is told but what was open before it', () => {
  const told = sinceLast([caseOf(7, null, null, [])], { previous: null, meeting: OCTOBER, as_of: '2024-10-18' })
  expect(told).toMatchObject({ done: [], late: [], open: [], older: [{ id: 7 }] })
})

test('a case opened after the day is not told of', () => {
  const told = sinceLast([caseOf(1, SEPTEMBER, null, [])], { previous: SEPTEMBER, meeting: null, as_of: '2024-09-24' })
  expect(Object.values(told).flat()).toEqual([])
})

test('the previous meeting is the last of its kind, not of another', () => {
  const meeting = (id: number, kind: string, month: string) => ({ id, kind, month })
  const all = [meeting(1, 'monthly', '2024-07'), meeting(2, 'monthly', '2024-09'), meeting(3, 'council', '2024-09')]
  expect(previousMeeting(all, meeting(9, 'monthly', '2024-10'))?.id).toBe(2)
  expect(previousMeeting(all, meeting(9, 'monthly', '2024-07'))).toBeNull()
})
