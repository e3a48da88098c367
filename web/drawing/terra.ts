import type { Position as GeoPosition } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import {
  TerraDraw,
  TerraDrawFreehandMode,
  TerraDrawLineStringMode,
  TerraDrawModeUndoRedo,
  type TerraDrawMouseEvent,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
} from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { Position, Ring } from '#core/areas/shape.ts'

export type TerraMode = 'polygon' | 'freehand' | 'rectangle' | 'linestring'

export interface TerraOptions {
  map: MapLibre
  mode: TerraMode
  colour: `#${string}`
  /** Where a point goes that is aimed there. */
  snap?: (at: Position, held: readonly string[]) => Position
  /** How many points are set so far. */
  grew: (points: number) => void
  /** The points of what was drawn; a ring is open. */
  drew: (points: Ring) => void
}

/** No key of a keyboard: the editor's own keys decide, and tell it so. */
const KEYS = { finish: 'drawing-finish', cancel: 'drawing-cancel' }
/** Decimals of a degree the device works with, a tenth of a millimetre. */
const PRECISION = 9

const rounded = (at: Position): string => at.map(each => each.toFixed(PRECISION)).join()

const modeOf = ({ mode, colour, snap }: TerraOptions, exact: Map<string, Position>) => {
  const toCustom = ({ lng, lat, heldKeys }: TerraDrawMouseEvent): GeoPosition | undefined => {
    if (!snap) return undefined
    const to = snap([lng, lat], heldKeys)
    if (to[0] === lng && to[1] === lat) return undefined
    exact.set(rounded(to), to)
    return to.map(each => Number(each.toFixed(PRECISION)))
  }
  const edge = { outlineColor: colour, outlineWidth: 2, fillColor: colour, fillOpacity: 0.08 } as const
  const points = {
    closingPointColor: colour,
    closingPointWidth: 5,
    coordinatePointColor: '#ffffff',
    coordinatePointOutlineColor: colour,
    coordinatePointOutlineWidth: 2,
    coordinatePointWidth: 4,
    snappingPointColor: colour,
  } as const
  const area = { styles: { ...edge, ...points }, keyEvents: KEYS }
  if (mode === 'polygon')
    return new TerraDrawPolygonMode({
      ...area,
      snapping: { toCustom },
      pointerDistance: 10,
      showCoordinatePoints: true,
    })
  if (mode === 'linestring')
    return new TerraDrawLineStringMode({
      styles: { lineStringColor: colour, lineStringWidth: 2, closingPointColor: colour },
      keyEvents: KEYS,
      snapping: { toCustom },
      pointerDistance: 10,
    })
  const styles = { styles: edge, keyEvents: KEYS, drawInteraction: 'click-move-or-drag' } as const
  return mode === 'freehand'
    ? new TerraDrawFreehandMode({ ...styles, minDistance: 8, autoClose: false })
    : new TerraDrawRectangleMode(styles)
}

/** The input device: one line or ring after another, until it is ended. What it drew is handed over and forgotten here. */
export const startTerra = (options: TerraOptions) => {
  const { map, mode, grew, drew } = options
  const exact = new Map<string, Position>()
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: PRECISION, prefixId: 'terra' }),
    modes: [modeOf(options, exact)],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  })
  const press = (key: string) => {
    for (const type of ['keydown', 'keyup']) map.getCanvas().dispatchEvent(new KeyboardEvent(type, { key }))
  }
  const count = () => {
    const [now] = draw.getSnapshot().filter(({ geometry }) => geometry.type !== 'Point')
    grew(now ? Number(now.properties.committedCoordinateCount ?? now.geometry.coordinates.length) : 0)
  }
  draw.start()
  draw.setMode(mode)
  draw.on('change', count)
  draw.on('finish', id => {
    const geometry = draw.getSnapshotFeature(id)?.geometry
    // Not within its own event: it is still busy with what it drew.
    queueMicrotask(() => {
      if (draw.enabled) draw.clear()
    })
    grew(0)
    if (!geometry || geometry.type === 'Point') return
    const drawn = geometry.type === 'Polygon' ? geometry.coordinates[0]!.slice(0, -1) : geometry.coordinates
    const places = drawn.map(([lon, lat]): Position => [lon!, lat!])
    drew(places.map(each => exact.get(rounded(each)) ?? each))
  })
  return {
    finish: () => press(KEYS.finish),
    cancel: () => {
      press(KEYS.cancel)
      grew(0)
    },
    /** Takes the last point back. */
    back: () => {
      if (draw.canUndo()) draw.undo()
      count()
    },
    end: () => {
      draw.stop()
      map.getCanvas().style.cursor = ''
    },
  }
}
export type Terra = ReturnType<typeof startTerra>
