import type { MapMouseEvent } from 'maplibre-gl'
import type { AreaIssue } from '#core/areas/issues.ts'
import type { Done } from '#core/areas/operations/operation.ts'
import type { Position } from '#core/areas/shape.ts'
import { oncePerFrame } from '../../map/frame.ts'
import type { HintId } from '../hints.ts'
import type { NoteId } from '../notes.ts'
import { listen, placeOf, type RunningTool, setCursor, snapPlace, type ToolContext } from './tool.ts'

/** What the hand took hold of. */
export interface Grab {
  note: NoteId
  moving: HintId
  /** The shape with what is held at a place. */
  to: (at: Position) => Done
  check?: (at: Position) => readonly AreaIssue[]
  /** Let go where it was taken: still an edit, as of a new point. */
  counts?: boolean
  /** Edges and whole shapes follow the hand without a ring. */
  snaps: boolean
}

export interface DragOptions {
  grab: (at: Position) => Grab | null
  /** What it tells before the hand comes near. */
  hint: HintId
  /** What a click would do here. */
  hover: (at: Position) => { hint: HintId; cursor: string }
  context?: (at: Position) => void
  ended?: () => void
}

/** Take, move, let go: shown once a frame while it moves, an edit when it is let go. */
export const startDrag = (
  context: ToolContext,
  { grab, hint: first, hover, context: menu, ended }: DragOptions,
): RunningTool => {
  const { map, drawing, editing } = context
  let held: Grab | null = null
  let moved = false
  let at: Position = [0, 0]
  editing.hint.value = first

  const show = oncePerFrame(() => {
    if (!held) return
    const done = held.to(at)
    if (done.ok) drawing.preview.value = { shape: done.shape, issues: held.check?.(at) ?? [] }
  })
  const move = (event: MapMouseEvent) => {
    if (!held) {
      if (event.originalEvent.buttons !== 0) return
      const { hint, cursor } = hover(placeOf(event))
      editing.hint.value = hint
      setCursor(map, cursor)
      return
    }
    moved = true
    at = held.snaps ? snapPlace(context, placeOf(event), event.originalEvent.altKey) : placeOf(event)
    show()
  }
  const drop = () => {
    removeEventListener('mouseup', drop)
    map.dragPan.enable()
    const grabbed = held
    held = null
    editing.hint.value = first
    drawing.preview.value = null
    editing.snapped.value = null
    if (grabbed && (moved || grabbed.counts)) drawing.apply(grabbed.note, () => grabbed.to(at))
  }
  const take = (event: MapMouseEvent) => {
    if (event.originalEvent.button !== 0) return
    at = placeOf(event)
    held = grab(at)
    moved = false
    if (!held) return
    map.dragPan.disable()
    editing.hint.value = held.moving
    // Also let go outside of the map.
    addEventListener('mouseup', drop)
  }
  const stop = listen(map, {
    mousedown: take,
    mousemove: move,
    contextmenu: event => menu?.(placeOf(event)),
  })
  return {
    end() {
      stop()
      held = null
      drop()
      ended?.()
    },
    cancel() {
      held = null
      drop()
    },
  }
}
