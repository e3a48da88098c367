import { shallowRef } from 'vue'
import type { DrawingOptions } from '../drawing/drawing.ts'

/** What of the panel is open: the list alone, the beginning of a new area, a drawing, a draft to look through, a published area. */
export type Opened =
  | { kind: 'list' }
  | { kind: 'start' }
  | { kind: 'draw'; options: DrawingOptions }
  | { kind: 'review'; draft: number }
  | { kind: 'area'; area: number }

const LIST: Opened = { kind: 'list' }

/** Kept with the desk, so that another panel can be looked at meanwhile. */
export const makeOpened = () => {
  const opened = shallowRef<Opened>(LIST)
  return {
    opened,
    open: (next: Opened) => {
      opened.value = next
    },
    toList: () => {
      opened.value = LIST
    },
  }
}
