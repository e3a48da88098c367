import type { Map as MapLibre } from 'maplibre-gl'
import { createCamera } from './camera.ts'
import { createGlow } from './glow.ts'
import { createIdFlags } from './id-flags.ts'
import { SOURCES } from './layer-order.ts'
import type { MapApi, Padding } from './map-api.ts'
import { createStatusPainter } from './status-painter.ts'

/** Both of a compound's drawings: its polygon and the mark of its point. */
const DRAWN_IN = ['compounds', 'compound_points'] as const

export interface ActionOptions {
  padding: () => Padding
  still: () => boolean
  showRevision: (revision: number) => void
}

/** The map's verbs, usable before there is a map. */
export const createMapActions = (options: ActionOptions) => {
  let map: MapLibre | null = null

  const setState = (id: number, state: Record<string, unknown>) => {
    for (const sourceLayer of DRAWN_IN) map?.setFeatureState({ source: SOURCES.plan, sourceLayer, id }, state)
  }
  const marks = createStatusPainter(setState)
  const selected = createIdFlags((id, on) => setState(id, { selected: on }))
  const glow = createGlow((id, level) => setState(id, { glow: level }), { still: options.still })
  const camera = createCamera()

  const api: MapApi = {
    setStatus: marks.set,
    glow: glow.add,
    highlight: marks.light,
    select: id => selected.set(id === null ? [] : [id]),
    flyTo: (bbox, padding) => camera.flyTo(bbox, { ...options.padding(), ...padding }),
    setGeometryRevision: options.showRevision,
  }

  return {
    api,
    camera,
    attach(to: MapLibre) {
      map = to
      marks.start()
      selected.start()
    },
    detach() {
      map = null
      marks.stop()
      selected.stop()
    },
  }
}
