import { type Ref, ref } from 'vue'
import { deleteVertex } from '#core/areas/operations/delete-vertex.ts'
import { moveVertex } from '#core/areas/operations/move-vertex.ts'
import type { Drawing } from './drawing.ts'
import { placeAt } from './hit.ts'
import type { KeyCommand } from './key-commands.ts'
import { placeFrom } from './metres.ts'
import { ACTION_IDS, type ActionId, type ToolId } from './tool-ids.ts'
import { BUTTONS, type ToolState } from './toolbar.ts'
import type { RunningTool } from './tools/tool.ts'
import type { Editing } from './useEditing.ts'
import { nextVertex } from './walk-vertices.ts'

export interface CommandOptions {
  drawing: Drawing
  editing: Editing
  running: Readonly<Ref<RunningTool | null>>
  state: () => ToolState
  act: (id: ActionId) => void
  refused: (reason: string) => void
  zoom: () => void
  sheet: () => void
}

/** So many unfinished points are dropped without a question. */
const UNASKED = 3

/** What the keys and the buttons do. `asks` is how many unfinished points Esc would drop, while it asks. */
export const useCommands = (options: CommandOptions) => {
  const { drawing, editing, running } = options
  const asks = ref(0)
  let wanted: ToolId = 'look'

  const drop = () => {
    running.value?.cancel?.()
    editing.unfinished.value = 0
    asks.value = 0
    drawing.tool.value = wanted
  }
  /** Another tool; what is unfinished is asked about first. */
  const take = (tool: ToolId) => {
    wanted = tool
    if (editing.unfinished.value > UNASKED) asks.value = editing.unfinished.value
    else drop()
  }
  const use = (id: ToolId | ActionId) => {
    const reason = BUTTONS.find(each => each.id === id)?.disabled(options.state())
    if (reason) return options.refused(reason)
    if (ACTION_IDS.some(each => each === id)) options.act(id as ActionId)
    else if (id !== drawing.tool.value) take(id as ToolId)
  }
  const leave = () => {
    if (drawing.preview.value) running.value?.cancel?.()
    else if (editing.unfinished.value > 0) take(drawing.tool.value)
    else if (editing.edge.value) running.value?.cancel?.()
    else if (editing.selected.value) editing.selected.value = null
    else drawing.tool.value = 'look'
  }
  const onSelected = (work: (at: NonNullable<typeof editing.selected.value>) => void): boolean => {
    const at = editing.selected.value
    if (at) work(at)
    return at !== null
  }
  const nudge = (east: number, north: number, metres: number) =>
    onSelected(at => {
      const from = placeAt(drawing.shape.value, at)
      const to = from && placeFrom(from, { east: east * metres, north: north * metres })
      const joins = `nudge ${at.part} ${at.ring} ${at.index}`
      if (to) drawing.apply('moved_vertex', shape => moveVertex(shape, at, to), { joins })
    })

  /** False where the key keeps its usual meaning. */
  const carry = (command: KeyCommand): boolean => {
    switch (command.do) {
      case 'button':
        use(command.id)
        return true
      case 'undo':
        if (!running.value?.back?.()) drawing.undo()
        return true
      case 'redo':
        drawing.redo()
        return true
      case 'save':
        drawing.save()
        return true
      case 'finish':
        if (editing.unfinished.value === 0) return false
        running.value?.finish?.()
        return true
      case 'leave':
        leave()
        return true
      case 'back':
        return running.value?.back?.() ?? false
      case 'delete':
        return onSelected(at => drawing.apply('deleted_vertex', shape => deleteVertex(shape, at)))
      case 'vertex':
        if (drawing.tool.value !== 'vertex' || drawing.shape.value.length === 0) return false
        editing.selected.value = nextVertex(drawing.shape.value, editing.selected.value, command.step)
        return true
      case 'nudge':
        return nudge(command.east, command.north, command.metres)
      case 'snap':
        editing.snaps.value = !editing.snaps.value
        return true
      case 'zoom':
        options.zoom()
        return true
      case 'sheet':
        options.sheet()
        return true
    }
  }
  return { asks, use, carry, drop, stay: () => (asks.value = 0) }
}
