import type { Map as MapLibre } from 'maplibre-gl'
import { createCamera } from './camera.ts'
import { createGlow } from './glow.ts'
import { DRAWN_IN, SOURCES } from './layer-order.ts'
import { GLOW_ON } from './layers/glow.ts'
import type { MapApi, Padding } from './map-api.ts'
import { createStatusPainter } from './status-painter.ts'

export interface ActionOptions {
  padding: () => Padding
  still: () => boolean
  showRevision: (revision: number) => void
  showDay: (day: string) => void
}

/** The map's verbs, usable before there is a map. */
export const createMapActions = (options: ActionOptions) => {
  let map: MapLibre | null = null
  let selected: ReadonlySet<number> = new Set()

  const setState = (id: number, state: Record<string, unknown>) => {
    for (const sourceLayer of DRAWN_IN) map?.setFeatureState({ source: SOURCES.plan, sourceLayer, id }, state)
  }
  const marks = createStatusPainter(setState)
  const communities = createStatusPainter((id, { tone, dimmed }) =>
    map?.setFeatureState({ source: SOURCES.plan, sourceLayer: 'divisions', id }, { tone, dimmed }),
  )
  const glow = createGlow((id, level) => setState(id, { glow: level }), {
    still: options.still,
    burning: isBurning => {
      for (const [layer, [property, opacity]] of Object.entries(GLOW_ON))
        map?.setPaintProperty(layer, property, isBurning ? opacity : 0)
    },
  })
  const camera = createCamera()
  const selectAll = (ids: Iterable<number>) => {
    const wanted = new Set(ids)
    for (const id of selected) if (!wanted.has(id)) setState(id, { selected: false })
    for (const id of wanted) if (!selected.has(id)) setState(id, { selected: true })
    selected = wanted
  }

  const api: MapApi = {
    setStatus: marks.set,
    setCommunities: communities.set,
    glow: glow.add,
    highlight: marks.light,
    select: id => selectAll(id === null ? [] : [id]),
    selectAll,
    flyTo: (bbox, padding) => camera.flyTo(bbox, () => ({ ...options.padding(), ...padding })),
    setGeometryRevision: options.showRevision,
    setDay: options.showDay,
  }

  return {
    api,
    camera,
    attach(to: MapLibre) {
      map = to
      marks.start()
      communities.start()
      for (const id of selected) setState(id, { selected: true })
    },
    detach() {
      map = null
      marks.stop()
      communities.stop()
    },
  }
}
