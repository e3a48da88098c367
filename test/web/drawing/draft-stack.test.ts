import { expect, test } from 'vitest'
import type { DraftShape } from '#core/areas/shape.ts'
import { type DraftStep, extended, goneTo, pushed, stackOf, standing } from '../../../web/drawing/draft-stack.ts'
import type { NoteId } from '../../../web/drawing/notes.ts'

const square: DraftShape = [
  {
    shell: [
      [112, 34],
      [112.001, 34],
      [112.001, 34.001],
    ],
    holes: [],
  },
]
const step = (note: NoteId, ...picks: number[]): DraftStep => ({ shape: square, picks: new Set(picks), note })
const first = stackOf(step('opened'))

test('撤销回到上一步，重做再来；每一步有名字，原来的步骤一点不动', () => {
  const two = pushed(pushed(first, step('picked', 1)), step('proposed', 1))
  expect(standing(two).note).toBe('proposed')
  const back = goneTo(two, two.at - 1)
  expect(standing(back)).toBe(two.steps[1])
  expect(standing(goneTo(back, back.at + 1))).toBe(two.steps[2])
  expect(two.at).toBe(2)
})

test('撤销之后再改，被撤销的就没有了', () => {
  const undone = goneTo(pushed(pushed(first, step('picked', 1)), step('proposed', 1)), 1)
  const again = pushed(undone, step('drew', 1))
  expect(again.steps.map(({ note }) => note)).toEqual(['opened', 'picked', 'drew'])
})

test('撤到头、重做到头，都停在那里', () => {
  const one = pushed(first, step('picked', 1))
  expect(goneTo(one, -5).at).toBe(0)
  expect(goneTo(one, 9).at).toBe(1)
})

test('同一个动作接着做，只算一步，一次撤销全回去', () => {
  const nudged = extended(extended(pushed(first, step('moved_vertex')), step('moved_vertex')), step('moved_vertex', 7))
  expect(nudged.steps).toHaveLength(2)
  expect(standing(nudged).picks).toEqual(new Set([7]))
  expect(standing(goneTo(nudged, 0)).note).toBe('opened')
})

test('记住最近五百步，再往前的忘掉', () => {
  let stack = first
  for (let i = 0; i < 620; i++) stack = pushed(stack, step('picked', i))
  expect(stack.steps).toHaveLength(500)
  expect(standing(stack).picks).toEqual(new Set([619]))
})
