import { addHole } from '#core/areas/operations/add-hole.ts'
import { addPart } from '#core/areas/operations/add-part.ts'
import type { Done } from '#core/areas/operations/operation.ts'
import type { DraftShape, Ring } from '#core/areas/shape.ts'
import type { HintId } from '../hints.ts'
import type { NoteId } from '../notes.ts'
import { startTerra, type TerraMode } from '../terra.ts'
import { type RunningTool, snapPlace, type Tool, type ToolContext } from './tool.ts'

export interface Drawn {
  mode: TerraMode
  hints: { first: HintId; next: HintId; enough: HintId }
  drew: (points: Ring) => void
}

/** Points drawn by the input device, snapped on their way, taken back one by one. */
export const startDrawn = (context: ToolContext, { mode, hints, drew }: Drawn): RunningTool => {
  const { map, editing, colour } = context
  const enough = mode === 'linestring' ? 2 : 3
  editing.hint.value = hints.first
  const terra = startTerra({
    map,
    mode,
    colour,
    snap: (at, held) => snapPlace(context, at, held.includes('Alt')),
    grew(points) {
      editing.unfinished.value = points
      editing.hint.value = points === 0 ? hints.first : points < enough ? hints.next : hints.enough
    },
    drew,
  })
  const back = () => {
    if (editing.unfinished.value === 0) return false
    terra.back()
    return true
  }
  map.on('contextmenu', back)
  return {
    finish: terra.finish,
    cancel: terra.cancel,
    back,
    end() {
      map.off('contextmenu', back)
      terra.end()
    },
  }
}

const POINTWISE = { first: 'first_point', next: 'next_point', enough: 'can_close' } as const

const ringTool =
  (note: NoteId, operation: (shape: DraftShape, ring: Ring) => Done, first: HintId): Tool =>
  context =>
    startDrawn(context, {
      mode: 'polygon',
      hints: { ...POINTWISE, first },
      drew(ring) {
        // What was drawn can be changed at once.
        if (context.drawing.apply(note, shape => operation(shape, ring))) context.drawing.tool.value = 'vertex'
      },
    })

export const polygonTool = ringTool('drew', addPart, 'first_point')
export const partTool = ringTool('added_part', addPart, 'part')
export const holeTool = ringTool('cut_hole', addHole, 'hole')

export const freehandTool: Tool = context =>
  startDrawn(context, {
    mode: 'freehand',
    hints: { first: 'freehand', next: 'freehand_end', enough: 'freehand_end' },
    drew(ring) {
      if (context.drawing.apply('drew', shape => addPart(shape, ring))) context.drawing.tool.value = 'vertex'
    },
  })
