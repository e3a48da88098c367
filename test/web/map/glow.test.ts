import { expect, test } from 'vitest'
import { createGlow, GLOW_MS } from '../../../web/map/glow.ts'

const stage = (still = false) => {
  let clock = 0
  let frames: (() => void)[] = []
  const levels: [number, number][] = []
  const burning: boolean[] = []
  const glow = createGlow((id, level) => levels.push([id, level]), {
    frame: work => frames.push(work),
    now: () => clock,
    still: () => still,
    burning: isBurning => burning.push(isBurning),
  })
  const frameAfter = (ms: number) => {
    clock += ms
    const due = frames
    frames = []
    for (const work of due) work()
  }
  const run = (ms: number) => {
    for (const end = clock + ms; clock < end; ) frameAfter(16)
  }
  return { glow, run, frameAfter, levels, burning, isIdle: () => frames.length === 0 }
}

test('新落实的小区亮 600 毫秒，由亮到暗，最后熄灭，之后不再占用画面', () => {
  const { glow, run, levels, burning, isIdle } = stage()
  glow.add([7])
  run(GLOW_MS + 50)
  const course = levels.map(([, level]) => level)
  expect(course[0]).toBeGreaterThan(0.8)
  expect(course).toEqual([...course].sort((a, b) => b - a))
  expect(course.at(-1)).toBe(0)
  expect(burning).toEqual([true, false])
  expect(isIdle()).toBe(true)
})

test('连续播放时每个小区各亮各的', () => {
  const { glow, run, levels, burning } = stage()
  glow.add([1])
  run(300)
  glow.add([2])
  run(400)
  expect(levels.filter(([id]) => id === 1).at(-1)).toEqual([1, 0])
  expect(levels.filter(([id]) => id === 2).at(-1)?.[1]).toBeGreaterThan(0)
  expect(burning).toEqual([true])
})

test('要求减少动态效果时，只亮一下再灭，不渐变', () => {
  const { glow, run, levels } = stage(true)
  glow.add([7])
  run(GLOW_MS + 50)
  expect(levels).toHaveLength(2)
})

test('画得慢的电脑上，光亮一下就灭，歇十秒再亮，不拖住片子', () => {
  const { glow, run, levels, burning, frameAfter } = stage()
  glow.add([3])
  run(16)
  frameAfter(200)
  expect(levels.at(-1)).toEqual([3, 0])
  expect(burning).toEqual([true, false])
  glow.add([4])
  run(16)
  expect(levels.at(-1)).toEqual([3, 0])
  run(10_000)
  glow.add([5])
  run(16)
  expect(levels.at(-1)![1]).toBeGreaterThan(0.8)
})
