import { merge } from '#core/areas/operations/merge.ts'
import { removeHole } from '#core/areas/operations/remove-hole.ts'
import { removePart } from '#core/areas/operations/remove-part.ts'
import type { Position } from '#core/areas/shape.ts'
import { shapeOf } from '../beginning.ts'
import { partAt } from '../hit.ts'
import { listen, placeOf, setCursor, type Tool } from './tool.ts'

/** A click on another part or another draft joins it. */
export const mergeTool: Tool = ({ map, drawing, editing }) => {
  const others = (drawing.options.others?.() ?? []).filter(({ id, shape }) => shape && id !== drawing.draft.value)
  editing.others.value = others.map(shapeOf)
  editing.hint.value = others.length > 0 || drawing.shape.value.length > 1 ? 'merge' : 'merge_none'

  const otherAt = (at: Position) => others.find(each => partAt(shapeOf(each), at))
  const ownAt = (at: Position) => (drawing.shape.value.length > 1 ? partAt(drawing.shape.value, at) : null)
  const end = listen(map, {
    click(event) {
      const at = placeOf(event)
      const other = otherAt(at)
      const own = ownAt(at)
      const shape = drawing.shape.value
      if (other) {
        const picks = [...drawing.picks.value, ...other.picks]
        drawing.apply('merged', now => merge(now, shapeOf(other)), { picks })
      } else if (own) {
        const joined = merge(shape.toSpliced(own.part, 1), [shape[own.part]!])
        if (joined.ok && joined.shape.length === shape.length) editing.hint.value = 'merge_apart'
        else drawing.apply('merged', () => joined)
      }
    },
    mousemove(event) {
      const at = placeOf(event)
      const isThere = otherAt(at) ?? ownAt(at)
      editing.hint.value = isThere
        ? 'merge_this'
        : editing.others.value.length > 0 || drawing.shape.value.length > 1
          ? 'merge'
          : 'merge_none'
      setCursor(map, isThere ? 'pointer' : '')
    },
  })
  return { end }
}

/** A click takes a part off, or fills a hole. */
export const eraseTool: Tool = ({ map, drawing, editing }) => {
  editing.hint.value = 'erase'
  const end = listen(map, {
    click(event) {
      const found = partAt(drawing.shape.value, placeOf(event))
      if (!found) return
      const { part, hole } = found
      if (hole === null) drawing.apply('removed_part', shape => removePart(shape, part))
      else drawing.apply('filled_hole', shape => removeHole(shape, part, hole))
    },
    mousemove(event) {
      const found = partAt(drawing.shape.value, placeOf(event))
      editing.hint.value = !found ? 'erase' : found.hole === null ? 'erase_part' : 'erase_hole'
      setCursor(map, found ? 'pointer' : '')
    },
  })
  return { end }
}
