import { expect, test } from 'vitest'
import { keyCommand } from '../../../web/drawing/key-commands.ts'
import { ACTION_IDS, TOOL_IDS } from '../../../web/drawing/tool-ids.ts'
import { BUTTONS } from '../../../web/drawing/toolbar.ts'

const press = (key: string, held: Partial<{ ctrl: boolean; shift: boolean; alt: boolean }> = {}) =>
  keyCommand({ key, ctrl: false, shift: false, alt: false, ...held })

test('每件工具、每个动作有一个按钮，一个键，键不重复，也不与别的键相撞', () => {
  expect(BUTTONS.map(({ id }) => id).toSorted()).toEqual([...TOOL_IDS, ...ACTION_IDS].toSorted())
  expect(new Set(BUTTONS.map(({ key }) => key)).size).toBe(BUTTONS.length)
  for (const { id, key } of BUTTONS) {
    expect(press(key)).toEqual({ do: 'button', id })
    expect(press(key.toLowerCase())).toEqual({ do: 'button', id })
  }
})

test('撤销、重做：Ctrl+Z，Ctrl+Y，Ctrl+Shift+Z；Ctrl+S 保存；别的 Ctrl 键归浏览器', () => {
  expect(press('z', { ctrl: true })).toEqual({ do: 'undo' })
  expect(press('y', { ctrl: true })).toEqual({ do: 'redo' })
  expect(press('Z', { ctrl: true, shift: true })).toEqual({ do: 'redo' })
  expect(press('s', { ctrl: true })).toEqual({ do: 'save' })
  for (const key of ['c', 'v', 'p', 'f', '1', 'r']) expect(press(key, { ctrl: true })).toBeNull()
})

test('方向键移 1 米，按住 Shift 移 10 米，按住 Ctrl 移 0.1 米', () => {
  expect(press('ArrowUp')).toEqual({ do: 'nudge', east: 0, north: 1, metres: 1 })
  expect(press('ArrowLeft', { shift: true })).toEqual({ do: 'nudge', east: -1, north: 0, metres: 10 })
  expect(press('ArrowRight', { ctrl: true })).toEqual({ do: 'nudge', east: 1, north: 0, metres: 0.1 })
})

test('Tab 往后、Shift+Tab 往前走点；? 出按键表；Alt 只管吸附', () => {
  expect(press('Tab')).toEqual({ do: 'vertex', step: 1 })
  expect(press('Tab', { shift: true })).toEqual({ do: 'vertex', step: -1 })
  expect(press('?', { shift: true })).toEqual({ do: 'sheet' })
  expect(press('1', { alt: true })).toBeNull()
  expect(press('q')).toBeNull()
})
