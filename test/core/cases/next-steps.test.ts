import { describe, expect, test } from 'vitest'
import { isDone, isFixerOf, isTurnOf, nextSteps, refusalOf, stateAfter } from '#core/cases/next-steps.ts'

describe('the way of a case', () => {
  test('交办、整改、申请销号、核验、销号 follow one another', () => {
    expect(nextSteps('opened', 'office', false)).toEqual(['assigned'])
    expect(nextSteps('assigned', 'unit', false)).toEqual(['rectified'])
    expect(nextSteps('rectifying', 'unit', false)).toEqual(['rectified', 'applied'])
    expect(nextSteps('applied', 'office', false)).toEqual(['verified', 'returned'])
    expect(nextSteps('verified', 'office', false)).toEqual(['closed', 'long_term', 'returned'])
  })

  test('回头看 begins anew: it is to be handed out again', () => {
    expect(nextSteps('closed', 'office', true)).toEqual(['reopened'])
    expect(nextSteps('long_term', 'office', false)).toEqual(['reopened'])
    expect(stateAfter('reopened')).toBe('opened')
  })

  test('whoever fixed it neither verifies nor closes it, but may send it back', () => {
    expect(nextSteps('applied', 'office', true)).toEqual(['returned'])
    expect(nextSteps('verified', 'office', true)).toEqual(['returned'])
    expect(refusalOf('applied', 'verified', 'office', true)).toBe('same_person')
  })

  test.each(['leader', 'assessor', 'display', 'administrator'] as const)('a %s only looks', role => {
    for (const state of ['opened', 'assigned', 'rectifying', 'applied', 'verified', 'closed', 'long_term'] as const)
      expect(nextSteps(state, role, false)).toEqual([])
  })

  test('why a step is refused: whose it is first, then the state', () => {
    expect(refusalOf('opened', 'closed', 'unit', false)).toBe('not_allowed')
    expect(refusalOf('opened', 'closed', 'office', false)).toBe('wrong_state')
    expect(refusalOf('verified', 'closed', 'office', false)).toBeNull()
  })

  test('who fixed it is forgotten when it is handed out or sent back', () => {
    const by = (kind: Parameters<typeof stateAfter>[0] & string, account: string) => ({ kind, account })
    const fixed = [by('assigned', 'a'), by('rectified', 'b'), by('applied', 'c')]
    expect([isFixerOf(fixed, 'b'), isFixerOf(fixed, 'c'), isFixerOf(fixed, 'a')]).toEqual([true, true, false])
    expect(isFixerOf([...fixed, by('returned', 'a')], 'b')).toBe(false)
    expect(isFixerOf([...fixed, by('verified', 'a')], 'b')).toBe(true)
  })

  test('the office waits while the owner rectifies, the owner while the office verifies', () => {
    expect(isTurnOf('opened', 'office')).toBe(true)
    expect(isTurnOf('rectifying', 'office')).toBe(false)
    expect([isTurnOf('assigned', 'unit'), isTurnOf('applied', 'unit')]).toEqual([true, false])
    expect([isTurnOf('closed', 'office'), isTurnOf('long_term', 'town')]).toEqual([false, false])
  })

  test('销号 and 长期坚持 wait for nobody', () => {
    expect([isDone('closed'), isDone('long_term'), isDone('verified')]).toEqual([true, true, false])
  })
})
