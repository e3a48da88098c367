import { booleanPointInPolygon } from '@turf/turf'
import type { MapMouseEvent } from 'maplibre-gl'
import type { Ring } from '#core/areas/shape.ts'
import { PICKED } from '../../map/layer-order.ts'
import { pickAt } from '../../map/pick.ts'
import { startDrawn } from './draw.ts'
import { listen, setCursor, type Tool, type ToolContext } from './tool.ts'

/** One click, one compound. */
export const pickTool: Tool = ({ map, drawing, editing }) => {
  editing.hint.value = 'pick'
  const compoundAt = (event: MapMouseEvent) => {
    const found = pickAt(map, event.point)
    return found?.kind === 'compound' ? found.id : null
  }
  const end = listen(map, {
    click(event) {
      const id = compoundAt(event)
      if (id === null) return
      const next = new Set(drawing.picks.value)
      if (!next.delete(id)) next.add(id)
      drawing.setPicks(next)
    },
    mousemove(event) {
      const id = compoundAt(event)
      editing.hint.value = id === null ? 'pick' : drawing.picks.value.has(id) ? 'unpick_this' : 'pick_this'
    },
  })
  return { end }
}

/** The compounds whose inner point lies in a ring; Shift, or Alt, takes them out instead. */
const pickWithin = ({ desk, drawing }: ToolContext, ring: Ring, takesOut: boolean) => {
  const polygon = { type: 'Polygon' as const, coordinates: [[...ring, ring[0]!].map(each => [...each])] }
  const inside = (desk.open.value?.compounds ?? []).flatMap(({ id, at }) =>
    at && booleanPointInPolygon([...at], polygon) ? [id] : [],
  )
  const next = new Set(drawing.picks.value)
  for (const id of inside) {
    if (takesOut) next.delete(id)
    else next.add(id)
  }
  drawing.setPicks(next)
}

const withinTool =
  (mode: 'rectangle' | 'freehand', hint: 'box' | 'lasso'): Tool =>
  context => {
    let takesOut = false
    const note = ({ shiftKey, altKey }: MouseEvent) => {
      takesOut = shiftKey || altKey
    }
    addEventListener('pointerup', note, true)
    const running = startDrawn(context, {
      mode,
      hints: { first: hint, next: hint, enough: hint },
      drew: ring => pickWithin(context, ring, takesOut),
    })
    return {
      ...running,
      end() {
        removeEventListener('pointerup', note, true)
        running.end()
      },
    }
  }
export const boxTool = withinTool('rectangle', 'box')
export const lassoTool = withinTool('freehand', 'lasso')

/** Half the brush's width in CSS pixels. */
const BRUSH = 12

/** Everything touched while the button is held; one step when it is let go. */
export const brushTool: Tool = ({ map, drawing, editing }) => {
  editing.hint.value = 'brush'
  let touched: Set<number> | null = null
  const touch = ({ point: { x, y } }: MapMouseEvent) => {
    const under = map.queryRenderedFeatures(
      [
        [x - BRUSH, y - BRUSH],
        [x + BRUSH, y + BRUSH],
      ],
      { layers: [PICKED.fill, PICKED.point] },
    )
    for (const { id, state } of under) if (typeof id === 'number' && !state.hidden) touched?.add(id)
  }
  const drop = (event: MouseEvent) => {
    removeEventListener('mouseup', drop)
    map.dragPan.enable()
    const found = touched
    touched = null
    if (!found) return
    const takesOut = event.shiftKey || event.altKey
    const kept = [...drawing.picks.value].filter(id => !takesOut || !found.has(id))
    drawing.setPicks(takesOut ? kept : [...kept, ...found])
  }
  const stop = listen(map, {
    mousedown(event) {
      if (event.originalEvent.button !== 0) return
      map.dragPan.disable()
      touched = new Set()
      touch(event)
      addEventListener('mouseup', drop)
    },
    mousemove(event) {
      setCursor(map, 'cell')
      if (touched) touch(event)
    },
  })
  return {
    end() {
      touched = null
      removeEventListener('mouseup', drop)
      map.dragPan.enable()
      stop()
    },
  }
}
