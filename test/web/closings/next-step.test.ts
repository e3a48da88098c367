import { describe, expect, test } from 'vitest'
import type { Permission } from '#core/accounts/permissions.ts'
import type { Closing, ClosingStep } from '#core/api/closings.ts'
import { canSupersede, currentClosing, dueFor, nextStep, pathOf } from '../../../web/closings/next-step.ts'

const step = (kind: ClosingStep['kind'], account: string): ClosingStep => ({
  kind,
  account,
  account_name: account.toUpperCase(),
  at: '2024-10-16T09:31:00.000Z',
  subject: null,
  text: null,
})
const closing = (state: Closing['state'], steps: ClosingStep[] = []): Closing => ({
  ...{
    id: 1,
    purpose: 'meeting',
    meeting: null,
    title: '十月推进会',
    from_on: '2024-10-01',
    as_of: '2024-10-16',
    state,
  },
  ...{ known_seq: null, known_at: null, supersedes: null, superseded_by: null, reason: null },
  ...{ account: 'zhao', account_name: 'ZHAO', proposed_at: '2024-10-16T09:00:00.000Z', steps },
  ...{ answers_sha256: null, seal: null },
})
const who = (id: string, ...allowed: Permission[]) => ({ id, may: (each: Permission) => allowed.includes(each) })
const OFFICE = ['meetings', 'sign'] as const
const CONFIRMED = [step('confirmed', 'qian')]
const REVIEWED = [...CONFIRMED, step('reviewed', 'sun')]

describe('the one button', () => {
  test.each([
    [
      'whoever proposed it waits for another',
      closing('proposed'),
      who('zhao', ...OFFICE),
      'confirm',
      'another_confirms',
    ],
    ['another person confirms', closing('proposed'), who('qian', ...OFFICE), 'confirm', null],
    ['a town waits for the office', closing('proposed'), who('east', 'check_figures'), 'confirm', 'office'],
    ['the office reviews', closing('confirmed', CONFIRMED), who('zhao', ...OFFICE), 'review', null],
    ['who reviewed it does not sign', closing('reviewed', REVIEWED), who('sun', ...OFFICE), 'sign', 'another_signs'],
    ['a leader signs', closing('reviewed', REVIEWED), who('chief', 'sign'), 'sign', null],
    ['a town waits for a signer', closing('reviewed', REVIEWED), who('east', 'check_figures'), 'sign', 'signer'],
  ] as const)('%s', (_name, of, looker, expected, blocked) => {
    expect(nextStep(of, looker)).toEqual({ step: expected, blocked })
  })

  test.each(['signed', 'dropped', 'superseded'] as const)('there is none once it is %s', state => {
    expect(nextStep(closing(state), who('qian', ...OFFICE))).toBe(null)
  })

  test('who reviewed it first may sign when another reviewed it again', () => {
    const again = [...REVIEWED, step('returned', 'qian'), step('reviewed', 'zhao')]
    expect(nextStep(closing('reviewed', again), who('sun', ...OFFICE))?.blocked).toBe(null)
  })
})

describe('the way of a closing', () => {
  const states = (of: Closing) => pathOf(of).map(({ state }) => state)
  test.each([
    ['proposed', [], ['done', 'now', 'ahead', 'ahead', 'ahead']],
    ['confirmed', CONFIRMED, ['done', 'done', 'now', 'ahead', 'ahead']],
    ['reviewed', REVIEWED, ['done', 'done', 'done', 'done', 'now']],
    ['signed', [...REVIEWED, step('signed', 'chief')], ['done', 'done', 'done', 'done', 'done']],
    ['superseded', CONFIRMED, ['done', 'done', 'ahead', 'ahead', 'ahead']],
    ['dropped', [step('dropped', 'sun')], ['done', 'ahead', 'ahead', 'ahead', 'ahead']],
  ] as const)('one that is %s', (state, steps, expected) => {
    expect(states(closing(state, [...steps]))).toEqual(expected)
  })

  test('sent back, it waits for its sheets again and names no reviewer', () => {
    const back = pathOf(closing('confirmed', [...REVIEWED, step('returned', 'zhao')]))
    expect(back.map(({ state, who }) => [state, who])).toEqual([
      ['done', 'ZHAO'],
      ['done', 'QIAN'],
      ['now', null],
      ['ahead', null],
      ['ahead', null],
    ])
  })
})

test('the current one is the latest that goes on or stands; what was taken can be taken anew', () => {
  const list = [closing('dropped'), closing('superseded'), closing('confirmed', CONFIRMED), closing('signed')]
  expect(currentClosing(list)?.state).toBe('confirmed')
  expect(currentClosing([closing('dropped')])).toBe(null)
  expect(list.map(canSupersede)).toEqual([false, false, true, true])
})

test('a unit is told of the sheet it has not answered, until it has or checking is over', () => {
  const answered = { ...step('objected', 'bureau'), subject: 7, text: '有出入' }
  expect(dueFor([closing('proposed')], [7])?.state).toBe('proposed')
  expect(dueFor([closing('confirmed', [...CONFIRMED, answered])], [7])).toBe(null)
  expect(dueFor([closing('confirmed', [...CONFIRMED, answered])], [8])?.state).toBe('confirmed')
  expect(dueFor([closing('signed', REVIEWED), closing('dropped')], [7])).toBe(null)
  expect(dueFor([closing('proposed')], [])).toBe(null)
})
