import type { ActionId, ToolId } from './tool-ids.ts'
import { BUTTONS } from './toolbar.ts'

export type KeyCommand =
  | { do: 'button'; id: ToolId | ActionId }
  | { do: 'undo' | 'redo' | 'save' | 'finish' | 'leave' | 'back' | 'delete' | 'sheet' | 'snap' | 'zoom' }
  | { do: 'vertex'; step: 1 | -1 }
  | { do: 'nudge'; east: number; north: number; metres: number }

export interface Pressed {
  key: string
  ctrl: boolean
  shift: boolean
  alt: boolean
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const PLAIN: Record<string, KeyCommand> = {
  enter: { do: 'finish' },
  escape: { do: 'leave' },
  backspace: { do: 'back' },
  delete: { do: 'delete' },
  n: { do: 'snap' },
  f: { do: 'zoom' },
}

/** Metres an arrow moves a point: Ctrl a little, Shift a lot. */
const metresOf = ({ ctrl, shift }: Pressed) => (ctrl ? 0.1 : shift ? 10 : 1)

/** What a key means in the editor; null leaves it to the page. Alt belongs to the pointer. */
export const keyCommand = (pressed: Pressed): KeyCommand | null => {
  const { ctrl, shift, alt } = pressed
  const key = pressed.key.toLowerCase()
  const arrow = ARROWS[pressed.key]
  if (alt) return null
  if (arrow) return { do: 'nudge', east: arrow[0], north: arrow[1], metres: metresOf(pressed) }
  if (ctrl) {
    if (key === 'z') return { do: shift ? 'redo' : 'undo' }
    if (key === 'y') return { do: 'redo' }
    return key === 's' ? { do: 'save' } : null
  }
  if (pressed.key === '?') return { do: 'sheet' }
  if (key === 'tab') return { do: 'vertex', step: shift ? -1 : 1 }
  if (PLAIN[key]) return PLAIN[key]
  const button = BUTTONS.find(each => each.key.toLowerCase() === key)
  return button ? { do: 'button', id: button.id } : null
}
