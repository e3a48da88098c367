import { expect, test, vi } from 'vitest'
import { computed, ref, shallowRef } from 'vue'
import type { AreaIssue, AreaIssueCode } from '#core/areas/issues.ts'
import { type DraftShape, type Ring, toMultiPolygon } from '#core/areas/shape.ts'
import type { Drawing } from '../../../web/drawing/drawing.ts'
import { fix, fixesOf } from '../../../web/drawing/fixes.ts'
import { useDraftStack } from '../../../web/drawing/useDraftStack.ts'

const box = (x: number, y: number, width: number, height: number): Ring =>
  [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ].map(([a, b]) => [112 + a! / 10_000, 34 + b! / 10_000] as const)
const issue = (code: AreaIssueCode, subject: number | null = null): AreaIssue => ({
  code,
  subject,
  at: null,
  name: null,
  m2: null,
})

/*
 *  +--------+
 *  | drawn +-----+      +----+
 *  |       | 5   |      | 9  |
 *  +-------+-----+      +----+
 */
const drawn: DraftShape = [{ shell: box(0, 0, 10, 10), holes: [] }]
const begin = (areas: { id: number; ring: Ring }[] = []) => {
  const about = {
    name: '',
    town: null,
    community: null,
    ground: null,
    ground_note: null,
    shared_facilities: null,
    files: [],
  }
  const stack = useDraftStack({ shape: drawn, picks: new Set([9]), about }, vi.fn())
  const shapeOf = (ring: Ring) => toMultiPolygon([{ shell: ring, holes: [] }])
  const around = {
    areas: areas.map(({ id, ring }) => ({ id, name: `${id}`, version: 1, shape: shapeOf(ring) })),
    compounds: [
      { id: 5, shape: shapeOf(box(8, 0, 6, 6)) },
      { id: 9, shape: shapeOf(box(20, 0, 5, 6)) },
    ],
    divisions: [],
    lines: [],
  }
  const drawing = {
    ...stack,
    options: { draft: null },
    around: { around: shallowRef(around) },
    contents: computed(() => ({ compounds: [5] })),
    draft: ref(null),
  } as unknown as Drawing
  return drawing
}
const widest = ({ shape }: Drawing) => Math.max(...shape.value.flatMap(({ shell }) => shell.map(([lon]) => lon)))

test('每个问题只给用得上的修法：没说是谁的，不给要知道是谁的', () => {
  expect(fixesOf(issue('straddles', 5), 0)).toEqual(['take_in', 'leave_out'])
  expect(fixesOf(issue('straddles'), 0)).toEqual([])
  expect(fixesOf(issue('nothing_drawn'), 0)).toEqual([])
  expect(fixesOf(issue('nothing_drawn'), 2)).toEqual(['propose'])
  expect(fixesOf(issue('no_ground'), 2)).toEqual([])
})

test('重叠：让开，只动重叠的那一边；一步能撤销', () => {
  const drawing = begin([{ id: 3, ring: box(6, -2, 10, 20) }])
  fix('clip', issue('overlap', 3), drawing)
  expect(widest(drawing)).toBeCloseTo(112.0006, 9)
  expect(drawing.undoNote.value).toBe('fixed')
  drawing.undo()
  expect(drawing.shape.value).toBe(drawn)
})

test('切开的小区：划进来就整个在里面也选上，划出去就整个在外面', () => {
  const inside = begin()
  fix('take_in', issue('straddles', 5), inside)
  expect(widest(inside)).toBeCloseTo(112.0014, 9)
  expect(inside.picks.value).toEqual(new Set([9, 5]))
  const outside = begin()
  fix('leave_out', issue('straddles', 5), outside)
  expect(outside.shape.value[0]!.shell.length).toBeGreaterThan(4)
  expect(outside.picks.value).toEqual(new Set([9]))
})

test('选了却在外面：扩进来成了另一块，或不选它；里面的没选：选上', () => {
  const extended = begin()
  fix('extend', issue('picked_outside', 9), extended)
  expect(extended.shape.value).toHaveLength(2)
  const left = begin()
  fix('unpick', issue('picked_outside', 9), left)
  expect(left.picks.value.size).toBe(0)
  fix('pick_inside', issue('no_compound'), left)
  expect(left.picks.value).toEqual(new Set([5]))
})

test('小区的图形不在手边：不动，说明原因', () => {
  const drawing = begin()
  fix('take_in', issue('straddles', 77), drawing)
  expect(drawing.shape.value).toBe(drawn)
  expect(drawing.refusal.value).toEqual({ reason: 'not_there' })
})
