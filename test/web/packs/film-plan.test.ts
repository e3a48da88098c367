import { expect, test } from 'vitest'
import { daysBetween } from '#core/calendar/days.ts'
import { FRAMES_PER_SECOND, filmFrames } from '../../../web/packs/film-plan.ts'

test.each([
  ['2024-10-01', '2024-10-16'],
  ['2024-09-01', '2024-09-30'],
  ['2024-07-01', '2024-09-30'],
])('%s 至 %s 的回放在二十秒以内，每一天都有，按日子先后，最后一天停两秒半以上', (from_on, as_of) => {
  const frames = filmFrames(from_on, as_of)
  expect(frames.length / FRAMES_PER_SECOND).toBeGreaterThanOrEqual(7.9)
  expect(frames.length / FRAMES_PER_SECOND).toBeLessThanOrEqual(20.1)
  const days = frames.map(({ day }) => day)
  expect([...new Set(days)]).toHaveLength(daysBetween(from_on, as_of) + 1)
  expect(days).toEqual(days.toSorted())
  expect(days.filter(day => day === as_of).length).toBeGreaterThan(2.5 * FRAMES_PER_SECOND)
})

test('每天从零秒开始，一帧一帧往后', () => {
  const frames = filmFrames('2024-10-01', '2024-10-16')
  frames.forEach(({ day, seconds }, i) => {
    const first = frames.findIndex(each => each.day === day)
    expect(seconds).toBeCloseTo((i - first) / FRAMES_PER_SECOND, 6)
  })
  expect(filmFrames('2024-10-01', '2024-10-16')).toEqual(frames)
})
