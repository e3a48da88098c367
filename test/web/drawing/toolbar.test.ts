import { expect, test } from 'vitest'
import { AREA_ISSUE_CODES } from '#core/areas/issues.ts'
import { OPERATION_REASONS } from '#core/areas/operations/operation.ts'
import { FIX_IDS } from '../../../web/drawing/fixes.ts'
import { HINT_IDS } from '../../../web/drawing/hints.ts'
import { ICONS } from '../../../web/drawing/icons.ts'
import { NOTE_IDS } from '../../../web/drawing/notes.ts'
import { BUTTONS, DISABLED_REASONS, type ToolState } from '../../../web/drawing/toolbar.ts'
import en from '../../../web/locales/en/drawing.ts'
import zh from '../../../web/locales/zh-CN/drawing.ts'

const nothing: ToolState = { kind: 'management_area', picked: 0, parts: 0, neighbours: 0, others: 0 }
const usable = (state: ToolState) => BUTTONS.filter(({ disabled }) => disabled(state) === null).map(({ id }) => id)
const reasonOf = (id: string, state: ToolState) => BUTTONS.find(each => each.id === id)!.disabled(state)

test('什么都还没有：能看、能选、能画，别的各说各的原因', () => {
  expect(usable(nothing)).toEqual(['look', 'pick', 'box', 'lasso', 'brush', 'polygon', 'freehand'])
  expect(reasonOf('propose', nothing)).toBe('nothing_picked')
  expect(reasonOf('vertex', nothing)).toBe('nothing_drawn')
  expect(reasonOf('clip', nothing)).toBe('nothing_drawn')
})

test('选了小区才能生成边界；画出一块，才能改、能挖、能切', () => {
  expect(reasonOf('propose', { ...nothing, picked: 1 })).toBeNull()
  const drawn = { ...nothing, parts: 1 }
  for (const id of ['vertex', 'edge', 'move', 'trace', 'part', 'hole', 'split', 'erase', 'square'])
    expect(reasonOf(id, drawn), id).toBeNull()
  expect(reasonOf('polygon', drawn)).toBe('already_drawn')
})

test('合并要有第二块或别的草稿；让开、贴齐要有邻区', () => {
  expect(reasonOf('merge', { ...nothing, parts: 1 })).toBe('one_part')
  expect(reasonOf('merge', { ...nothing, parts: 2 })).toBeNull()
  expect(reasonOf('merge', { ...nothing, parts: 1, others: 1 })).toBeNull()
  expect(reasonOf('clip', { ...nothing, parts: 1 })).toBe('no_neighbour')
  expect(reasonOf('align', { ...nothing, parts: 1, neighbours: 1 })).toBeNull()
})

test('每个按钮有图有词，每步、每个提示、每种不成的原因、每个问题、每个修法都有一句话', () => {
  for (const words of [zh, en]) {
    for (const { id } of BUTTONS) {
      expect(ICONS[id]).toMatch(/^M/)
      expect(words.tools).toHaveProperty(id)
    }
    for (const id of DISABLED_REASONS) expect(words.disabled).toHaveProperty(id)
    for (const id of NOTE_IDS) expect(words.notes).toHaveProperty(id)
    for (const id of HINT_IDS) expect(words.hints).toHaveProperty(id)
    for (const id of FIX_IDS) expect(words.fixes).toHaveProperty(id)
    for (const code of OPERATION_REASONS) expect(words.reasons).toHaveProperty(code)
    for (const code of AREA_ISSUE_CODES) expect(words.issues).toHaveProperty(code)
  }
})
