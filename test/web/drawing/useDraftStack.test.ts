import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addPart } from '#core/areas/operations/add-part.ts'
import { deleteVertex } from '#core/areas/operations/delete-vertex.ts'
import { moveVertex } from '#core/areas/operations/move-vertex.ts'
import type { Ring } from '#core/areas/shape.ts'
import { useDraftStack } from '../../../web/drawing/useDraftStack.ts'

const about = {
  name: '',
  town: null,
  community: null,
  ground: null,
  ground_note: null,
  shared_facilities: null,
  files: [],
}
/*
 *  2
 *  |\
 *  0-1
 */
const triangle: Ring = [
  [112, 34],
  [112.001, 34],
  [112, 34.001],
]
const corner = { part: 0, ring: 0, index: 0 }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const begin = () => {
  const told = vi.fn()
  return { told, ...useDraftStack({ shape: [], picks: new Set(), about }, told) }
}

test('一道门：做成了才有新的一步，没做成什么都不变，只说原因', () => {
  const { shape, apply, refusal, stack, told } = begin()
  expect(apply('drew', now => addPart(now, triangle))).toBe(true)
  expect(told).toHaveBeenCalledTimes(1)
  const drawn = shape.value
  expect(apply('deleted_vertex', now => deleteVertex(now, corner))).toBe(false)
  expect(refusal.value).toEqual({ reason: 'too_few_points' })
  expect(shape.value).toBe(drawn)
  expect(stack.value.steps).toHaveLength(2)
  expect(told).toHaveBeenCalledTimes(1)
})

test('按住方向键一路移，是一步；停一停再移，是另一步', () => {
  const { shape, apply, stack, undo } = begin()
  apply('drew', now => addPart(now, triangle))
  const nudge = (lon: number) => apply('moved_vertex', now => moveVertex(now, corner, [lon, 34]), { joins: 'nudge 0' })
  for (const lon of [111.9, 111.8, 111.7]) {
    nudge(lon)
    vi.advanceTimersByTime(300)
  }
  expect(stack.value.steps).toHaveLength(3)
  vi.advanceTimersByTime(5000)
  nudge(111.6)
  expect(stack.value.steps).toHaveLength(4)
  undo()
  expect(shape.value[0]!.shell[0]).toEqual([111.7, 34])
  undo()
  expect(shape.value[0]!.shell[0]).toEqual([112, 34])
})

test('选了又选同样的小区，不多一步；选上与去掉各有名字', () => {
  const { setPicks, stack, undoNote, redoNote, undo, picks } = begin()
  setPicks([1, 2])
  setPicks([2, 1])
  expect(stack.value.steps).toHaveLength(2)
  expect(undoNote.value).toBe('picked')
  setPicks([2])
  expect(undoNote.value).toBe('unpicked')
  undo()
  expect(redoNote.value).toBe('unpicked')
  expect(picks.value).toEqual(new Set([1, 2]))
})

test('几何运算自己放弃了：不动，给一个原因，错误照样报出来', () => {
  const told = vi.fn()
  vi.stubGlobal('reportError', told)
  const { apply, stack, refusal } = begin()
  const giving_up = () => {
    throw new Error('TopologyException')
  }
  expect(apply('merged', giving_up)).toBe(false)
  expect(stack.value.steps).toHaveLength(1)
  expect(refusal.value).toEqual({ reason: 'shape_invalid' })
  expect(told).toHaveBeenCalledTimes(1)
  vi.unstubAllGlobals()
})
