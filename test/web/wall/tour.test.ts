import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IDLE_MS, makeTour, STAY_MS } from '../../../web/wall/tour.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const tourOf = (stops: (string | null)[], isUsed = () => false) => {
  const shown: (string | null)[] = []
  const tour = makeTour<string | null>({ show: stop => shown.push(stop), isUsed })
  tour.start(stops)
  return { ...tour, shown }
}

test('一站接一站，走完一圈再从头', () => {
  const { shown } = tourOf(['文昌', '东关', null])
  vi.advanceTimersByTime(1000)
  expect(shown).toEqual(['文昌'])
  vi.advanceTimersByTime(STAY_MS * 3)
  expect(shown).toEqual(['文昌', '东关', null, '文昌'])
})

test('有人动就暂停，再动就再等，静止够了从下一站接着走', () => {
  const { shown, state, touch } = tourOf(['文昌', '东关', null])
  vi.advanceTimersByTime(1000)
  touch()
  expect(state.value).toBe('paused')
  vi.advanceTimersByTime(IDLE_MS - 1)
  touch()
  vi.advanceTimersByTime(IDLE_MS - 1)
  expect(shown).toEqual(['文昌'])
  vi.advanceTimersByTime(1)
  expect(state.value).toBe('on')
  expect(shown).toEqual(['文昌', '东关'])
})

test('没人动但正在放片子的，等片子放完', () => {
  let playing = true
  const { shown, state, touch } = tourOf(['文昌', '东关', null], () => playing)
  vi.advanceTimersByTime(1000)
  touch()
  vi.advanceTimersByTime(IDLE_MS)
  expect(state.value).toBe('paused')
  playing = false
  vi.advanceTimersByTime(IDLE_MS)
  expect(shown).toEqual(['文昌', '东关'])
})

test('结束就是结束，之后再动也不会自己走起来', () => {
  const { shown, state, touch, end } = tourOf(['文昌', null])
  vi.advanceTimersByTime(1000)
  end()
  touch()
  vi.advanceTimersByTime(IDLE_MS * 2)
  expect(state.value).toBe('off')
  expect(shown).toEqual(['文昌'])
})

test('没有社区可走的，说一声，不空转', () => {
  const { shown, state } = tourOf([])
  expect(state.value).toBe('nowhere')
  vi.advanceTimersByTime(STAY_MS)
  expect(state.value).toBe('off')
  expect(shown).toEqual([])
})
