import { beforeEach, expect, test } from 'vitest'
import type { Mark } from '../../../web/map/marks.ts'
import { createStatusPainter, type MarkState } from '../../../web/map/status-painter.ts'

let frames: (() => void)[] = []
let applied: [number, MarkState][] = []
const nextFrame = () => {
  const due = frames
  frames = []
  for (const work of due) work()
}
const painter = () =>
  createStatusPainter(
    (id, state) => applied.push([id, state]),
    work => frames.push(work),
  )
const marks = (tones: Record<number, Mark['tone']>) =>
  new Map(Object.entries(tones).map(([id, tone]) => [Number(id), { tone }]))
const ids = () => applied.map(([id]) => id)

beforeEach(() => {
  frames = []
  applied = []
})

test('换一天，只动有变化的小区', () => {
  const paint = painter()
  paint.start()
  paint.set(marks({ 1: 'professional', 2: 'unreported', 3: 'floating' }))
  nextFrame()
  expect(ids()).toEqual([1, 2, 3])
  applied = []
  paint.set(marks({ 1: 'professional', 2: 'work_unit', 3: 'floating' }))
  nextFrame()
  expect(applied).toEqual([[2, { tone: 'work_unit', hatched: false, dimmed: false, hidden: false }]])
})

test('一帧之内拖过许多天，只画最后一天', () => {
  const paint = painter()
  paint.start()
  for (const tone of ['professional', 'floating', 'none'] as const) paint.set(marks({ 1: tone }))
  expect(frames).toHaveLength(1)
  nextFrame()
  expect(applied.map(([, state]) => state.tone)).toEqual(['none'])
})

test('拖过去又拖回来，什么都不动', () => {
  const paint = painter()
  paint.start()
  paint.set(marks({ 1: 'professional' }))
  nextFrame()
  applied = []
  paint.set(marks({ 1: 'none' }))
  paint.set(marks({ 1: 'professional' }))
  nextFrame()
  expect(applied).toEqual([])
})

test('不再计入的小区收回颜色', () => {
  const paint = painter()
  paint.start()
  paint.set(marks({ 1: 'professional', 2: 'professional' }))
  nextFrame()
  applied = []
  paint.set(marks({ 1: 'professional' }))
  nextFrame()
  expect(applied).toEqual([[2, { tone: '', hatched: false, dimmed: false, hidden: false }]])
})

test('点亮几个小区时其余的变暗，取消后恢复', () => {
  const paint = painter()
  paint.start()
  paint.set(marks({ 1: 'professional', 2: 'professional', 3: 'none' }))
  nextFrame()
  applied = []
  paint.light([2])
  nextFrame()
  expect(applied.map(([id, state]) => [id, state.dimmed])).toEqual([
    [1, true],
    [3, true],
  ])
  applied = []
  paint.light(null)
  nextFrame()
  expect(applied.map(([id, state]) => [id, state.dimmed])).toEqual([
    [1, false],
    [3, false],
  ])
})

test('地图还没立起来时收到的状态，立起来就画；图形环境丢失后再立起来，全部重画', () => {
  const paint = painter()
  paint.set(marks({ 1: 'professional', 2: 'none' }))
  nextFrame()
  expect(applied).toEqual([])
  paint.start()
  expect(ids()).toEqual([1, 2])
  applied = []
  paint.stop()
  paint.set(marks({ 1: 'floating', 2: 'none' }))
  nextFrame()
  expect(applied).toEqual([])
  paint.start()
  expect(ids()).toEqual([1, 2])
})
