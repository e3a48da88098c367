import { refused } from '#core/areas/operations/operation.ts'
import { splitBy } from '#core/areas/operations/split-by.ts'
import type { DraftShape, Ring } from '#core/areas/shape.ts'
import { partAt } from '../hit.ts'
import { startDrawn } from './draw.ts'
import { listen, placeOf, type RunningTool, type Tool, type ToolContext } from './tool.ts'

/** The picks whose inner point lies in a shape. */
const picksIn = ({ desk, drawing }: ToolContext, shape: DraftShape) =>
  (desk.open.value?.compounds ?? []).flatMap(({ id, at }) =>
    at && drawing.picks.value.has(id) && partAt(shape, [at[0]!, at[1]!]) ? [id] : [],
  )

/** One of both halves stays, the other becomes a draft of its own. */
const choosing = (context: ToolContext, halves: readonly [DraftShape, DraftShape]): RunningTool => {
  const { map, drawing, editing } = context
  editing.others.value = halves
  editing.hint.value = 'split_keep'
  const end = listen(map, {
    click(event) {
      const at = placeOf(event)
      const kept = halves.findIndex(half => partAt(half, at))
      const [stays, goes] = kept === 0 ? halves : ([halves[1], halves[0]] as const)
      if (kept < 0) return
      const gone = picksIn(context, goes)
      const picks = [...drawing.picks.value].filter(id => !gone.includes(id))
      drawing.apply('split', () => ({ ok: true, shape: stays }), { picks })
      drawing.tool.value = 'vertex'
      context.split({ shape: goes, picks: gone })
    },
  })
  return {
    end() {
      end()
      editing.others.value = []
    },
  }
}

/** A line through the shape, then a click on the half that stays. */
export const splitTool: Tool = context => {
  const { drawing } = context
  const drew = (line: Ring) => {
    const cut = splitBy(drawing.shape.value, line)
    if (!cut.ok) {
      drawing.apply('split', () => refused(cut.reason))
      return
    }
    // The device is still within its own event.
    queueMicrotask(() => {
      running.end()
      running = choosing(context, cut.shapes)
    })
  }
  const line = { first: 'split', next: 'split_next', enough: 'split_next' } as const
  let running = startDrawn(context, { mode: 'linestring', hints: line, drew })
  return {
    finish: () => running.finish?.(),
    cancel: () => running.cancel?.(),
    back: () => running.back?.() ?? false,
    end: () => running.end(),
  }
}
