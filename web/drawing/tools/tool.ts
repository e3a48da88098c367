import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import type { Position } from '#core/areas/shape.ts'
import { snap } from '#core/areas/snap.ts'
import type { Desk } from '../../desk/useDesk.ts'
import type { Drawing } from '../drawing.ts'
import { pixelScale } from '../hit.ts'
import type { Editing } from '../useEditing.ts'

export interface ToolContext {
  map: MapLibre
  desk: Desk
  drawing: Drawing
  editing: Editing
  /** Colour of what is being drawn. */
  colour: `#${string}`
  /** A half of a split that does not stay goes its own way. */
  split: (rest: { shape: Drawing['shape']['value']; picks: number[] }) => void
}

/** A tool while it has the pointer. */
export interface RunningTool {
  end(): void
  /** Enter. */
  finish?(): void
  /** Esc with something unfinished; the unfinished is dropped. */
  cancel?(): void
  /** Takes the last unfinished point back; false where there is none. */
  back?(): boolean
}
export type Tool = (context: ToolContext) => RunningTool

/** A point's and an edge's reach, in CSS pixels. */
export const VERTEX_REACH = 10
export const EDGE_REACH = 8
const SNAP_REACH = 10

export const placeOf = ({ lngLat }: MapMouseEvent): Position => [lngLat.lng, lngLat.lat]
export const scaleOf = (map: MapLibre) => pixelScale(map.getZoom(), map.getCenter().lat)

/** Where a place goes: to what lies within reach around it; nowhere else while Alt is held or snapping is off. Its ring shows where. */
export const snapPlace = ({ map, drawing, editing }: ToolContext, at: Position, suspended: boolean): Position => {
  if (suspended || !editing.snaps.value) {
    editing.snapped.value = null
    return at
  }
  const scale = scaleOf(map)
  const target = snap(drawing.around.index.value, at, SNAP_REACH / scale.north, scale.east / scale.north)
  editing.snapped.value = target?.at ?? null
  return target?.at ?? at
}

/** Listens on the map until the answer is called. */
export const listen = (
  map: MapLibre,
  listeners: Partial<
    Record<'click' | 'mousemove' | 'mousedown' | 'mouseup' | 'contextmenu', (event: MapMouseEvent) => void>
  >,
) => {
  const all = Object.entries(listeners) as ['click', (event: MapMouseEvent) => void][]
  for (const [type, listener] of all) map.on(type, listener)
  return () => {
    for (const [type, listener] of all) map.off(type, listener)
    map.getCanvas().style.cursor = ''
  }
}

/** The map's own pointer sets the cursor in the frame after a move; ours comes after it. */
export const setCursor = (map: MapLibre, cursor: string) =>
  requestAnimationFrame(() => {
    map.getCanvas().style.cursor = cursor
  })
