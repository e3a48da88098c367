import { expect, test } from 'vitest'
import type { Case, CaseState } from '#core/api/cases.ts'
import { type CasePart, countCases, filterCases } from '../../../web/cases/case-filter.ts'

const TODAY = '2024-10-18'
const LAST: Partial<Record<CaseState, 'assigned' | 'rectified' | 'applied' | 'closed'>> = {
  assigned: 'assigned',
  rectifying: 'rectified',
  applied: 'applied',
  closed: 'closed',
}
const caseOf = (id: number, state: CaseState, due_on: string | null, meeting: number | null = 1): Case => ({
  id,
  kind: 'problem',
  meeting,
  text: '',
  owner: null,
  owner_name: null,
  subject: null,
  at: null,
  due_on,
  state,
  late: false,
  files: [],
  account: 'a',
  account_name: '甲',
  opened_at: '2024-09-25T02:00:00.000Z',
  opened_on: '2024-09-25',
  steps: LAST[state]
    ? [
        {
          kind: LAST[state],
          account: 'a',
          account_name: '甲',
          at: `2024-10-0${id}T02:00:00.000Z`,
          text: null,
          due_on: null,
          files: [],
        },
      ]
    : [],
})
const CASES = [
  caseOf(1, 'opened', null),
  caseOf(2, 'assigned', '2024-10-17'),
  caseOf(3, 'applied', '2024-10-18'),
  caseOf(4, 'closed', '2024-10-01'),
  caseOf(5, 'rectifying', '2024-11-01', null),
  caseOf(6, 'closed', null, null),
]
const OFFICE = { role: 'office', today: TODAY } as const

const ids = (part: CasePart, meeting: number | 'none' | null = null, who: Parameters<typeof filterCases>[2] = OFFICE) =>
  filterCases(CASES, { part, meeting }, who).map(({ id }) => id)

test('open ones by the day they are due, those without one after them; done ones last, the latest first', () => {
  expect(ids('all')).toEqual([2, 3, 5, 1, 6, 4])
})

test('what waits for the office, and what waits for a unit', () => {
  expect(ids('mine')).toEqual([3, 1])
  expect(ids('mine', null, { role: 'unit', today: TODAY })).toEqual([2, 5])
  expect(ids('mine', null, { role: 'leader', today: TODAY })).toEqual([])
})

test('late is what is not done and was due before today, never what is done', () => {
  expect(ids('late')).toEqual([2])
  expect(countCases(CASES, null, OFFICE)).toEqual({ mine: 2, late: 1, open: 4, done: 2, all: 6 })
})

test('of one meeting, or of none', () => {
  expect(ids('open', 1)).toEqual([2, 3, 1])
  expect(ids('all', 'none')).toEqual([5, 6])
})
