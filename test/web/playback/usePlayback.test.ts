import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { Stop } from '../../../web/playback/playback-steps.ts'
import { type Reel, usePlayback } from '../../../web/playback/usePlayback.ts'

let frames: FrameRequestCallback[] = []
let now = 0

beforeEach(() => {
  frames = []
  now = 0
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
  vi.stubGlobal('performance', { now: () => now })
})
afterEach(() => vi.unstubAllGlobals())

const run = (milliseconds: number) => {
  for (const end = now + milliseconds; now < end; ) {
    now += 100
    for (const frame of frames.splice(0)) frame(now)
  }
}

const film = (reel: Reel | null = null) => {
  const stops: Stop[] = [
    { id: 't30', day: '2024-03-15', kind: 'deadline' },
    { id: 'ahead', day: '2024-03-28', kind: 'deadline' },
  ]
  const playback = effectScope().run(() =>
    usePlayback({
      from: ref('2024-03-11'),
      today: ref('2024-03-21'),
      to: ref('2024-03-31'),
      stops: ref(stops),
      reel: ref(reel),
    }),
  )
  if (!playback) throw new Error('no scope')
  return playback
}

test('a wall nobody touched stands on today and follows it', () => {
  const { day, follows } = film()
  expect(day.value).toBe('2024-03-21')
  expect(follows.value).toBe(true)
})

test('played from today the film begins at the first day, waits at the deadline with its stamp, and ends back on today', () => {
  const { day, play, playing, stamped, ahead, follows } = film()
  play()
  expect(day.value).toBe('2024-03-11')
  run(1100)
  expect(day.value).toBe('2024-03-15')
  expect(stamped.value).toBe('t30')
  run(600)
  expect(day.value).toBe('2024-03-15')
  run(1200)
  expect(day.value > '2024-03-15').toBe(true)
  expect(stamped.value).toBe(null)
  run(4000)
  expect(ahead.value).toBe(true)
  run(6000)
  expect(playing.value).toBe(false)
  expect(follows.value).toBe(true)
})

test('a deadline still ahead of today gets no stamp', () => {
  const { play, seekDay, stamped } = film()
  seekDay('2024-03-27')
  play()
  run(900)
  expect(stamped.value).toBe(null)
})

test('days and stops are stepped by key, and never out of the plan', () => {
  const { day, step, leap, seek } = film()
  step(-1)
  expect(day.value).toBe('2024-03-20')
  leap(-1)
  expect(day.value).toBe('2024-03-15')
  leap(1)
  expect(day.value).toBe('2024-03-21')
  leap(1)
  expect(day.value).toBe('2024-03-28')
  seek(-40)
  expect(day.value).toBe('2024-03-11')
  step(400)
  expect(day.value).toBe('2024-03-31')
})

test('a reel plays its own days alone, in its seconds, and ends on today without a look ahead', () => {
  const { day, play, playing, ahead, follows } = film({ from: '2024-03-16', seconds: 10 })
  play()
  expect(day.value).toBe('2024-03-16')
  run(4100)
  expect(day.value).toBe('2024-03-18')
  run(6000)
  expect(day.value).toBe('2024-03-21')
  run(3000)
  expect([playing.value, follows.value, ahead.value]).toEqual([false, true, false])
})

test('a reel paused goes on from where it was, and from its first day when it has ended', () => {
  const { day, play, pause } = film({ from: '2024-03-16', seconds: 10 })
  play()
  run(4500)
  pause()
  run(2000)
  expect(day.value).toBe('2024-03-18')
  play()
  run(2500)
  expect(day.value).toBe('2024-03-19')
  run(6000)
  play()
  expect(day.value).toBe('2024-03-16')
})
