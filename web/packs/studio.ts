import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { daysBetween } from '#core/calendar/days.ts'
import { divisionLabels } from '../divisions/places.ts'
import { CLOSEST, fitting } from '../map/camera.ts'
import { readCountyBasemap } from '../map/county-basemap.ts'
import { isCrowd } from '../map/crowd.ts'
import type { Flavor } from '../map/flavors.ts'
import { HATCH, hatchImage } from '../map/hatch-image.ts'
import { loadFontsFor } from '../map/label-fonts.ts'
import { DRAWN_IN, SOURCES } from '../map/layer-order.ts'
import { areaFilters } from '../map/layers/areas.ts'
import { FONT } from '../map/layers/layer.ts'
import type { Bbox, Padding } from '../map/map-api.ts'
import type { Mark } from '../map/marks.ts'
import { MAX_CANVAS } from '../map/pixel-ratio.ts'
import { retryTiles, tileAddress } from '../map/plan-tiles.ts'
import { createStatusPainter } from '../map/status-painter.ts'
import { style } from '../map/style.ts'
import type { OpenPlan } from '../plans/plans.store.ts'
import { drawnWhole, paused } from './drawn-whole.ts'
import { offScreen } from './off-screen.ts'
import { paintTiled } from './paint-tiled.ts'

/** CSS pixels of the map behind every picture and frame. */
export const STUDIO = { width: 1920, height: 1080 } as const
/** Names and lines on the map grow by this, to be read from a page 15 cm wide. */
const SCALE = 1.6

export interface Studio {
  look(bbox: Bbox, padding: Padding): void
  /** `day` is whose areas are outlined: tiles are laid out anew for another one. */
  show(day: string, marks: ReadonlyMap<number, Mark>, selected?: number | null): void
  /** Draws the map as it stands upon a canvas of `ratio` times its size, once it is drawn whole. */
  paint(pen: CanvasRenderingContext2D, ratio: number): Promise<void>
  /** CSS pixels of a place [lon, lat]. */
  placeOf(at: readonly number[]): { x: number; y: number }
  metresAcross(px: number): number
  close(): void
}

export interface StudioOptions {
  plan: OpenPlan
  flavor: Flavor
  signal: AbortSignal
  /** Device pixels a map's canvas may have across; what is larger is painted piece by piece. */
  most?: number
}

/** The wall's map, off screen, in the size of a picture; null where this screen draws no maps. */
export const openStudio = async ({ plan, flavor, signal, most }: StudioOptions): Promise<Studio | null> => {
  const { page, divisions, compounds } = plan
  const box = offScreen(STUDIO)
  const labels = divisionLabels(divisions, compounds)
  const names = compounds.flatMap(({ id, name, at }) => (at ? [{ id, name, at }] : []))
  if (page.basemap) await readCountyBasemap()
  await loadFontsFor([...labels, ...names].map(({ name }) => name))
  setWorkerUrl(workerUrl)
  let map: MapLibre
  try {
    map = new MapLibre({
      container: box,
      style: style({
        ...{ flavor, scale: SCALE, divisions: labels, compounds: names, county: page.basemap },
        crowd: isCrowd(compounds, divisions),
        tiles: tileAddress(page.id, page.geometry_revision),
      }),
      ...{ minZoom: 6, maxZoom: 19, interactive: false, renderWorldCopies: false, attributionControl: false },
      ...{ fadeDuration: 0, trackResize: false, maxCanvasSize: MAX_CANVAS, pixelRatio: DRAFT },
      localIdeographFontFamily: FONT.join(', '),
      canvasContextAttributes: { preserveDrawingBuffer: true },
    })
  } catch {
    box.remove()
    return null
  }
  retryTiles(map)
  const painter = createStatusPainter(
    (id, state) => {
      for (const sourceLayer of DRAWN_IN) map.setFeatureState({ source: SOURCES.plan, sourceLayer, id }, state)
    },
    work => work(),
  )
  let selected: number | null = null
  let outlined = ''
  const select = (id: number | null) => {
    for (const sourceLayer of DRAWN_IN) {
      const on = (subject: number, state: boolean) =>
        map.setFeatureState({ source: SOURCES.plan, sourceLayer, id: subject }, { selected: state })
      if (selected !== null) on(selected, false)
      if (id !== null) on(id, true)
    }
    selected = id
  }
  const close = () => {
    map.remove()
    box.remove()
  }
  while (!map.isStyleLoaded()) {
    if (signal.aborted) close()
    signal.throwIfAborted()
    if (document.hidden) map.redraw()
    await paused(20)
  }
  map.addImage(HATCH, hatchImage(flavor.hatch, Math.round(9 * SCALE) * 2), { pixelRatio: 2 })
  painter.start()

  return {
    look(bbox, padding) {
      const room = fitting(padding, STUDIO.width, STUDIO.height)
      map.fitBounds([bbox[0]!, bbox[1]!, bbox[2]!, bbox[3]!], { padding: room, maxZoom: CLOSEST, animate: false })
    },
    show(day, marks, subject = null) {
      painter.set(marks)
      select(subject)
      if (day === outlined) return
      outlined = day
      for (const [layer, filter] of Object.entries(areaFilters(daysBetween('1970-01-01', day))))
        map.setFilter(layer, filter)
    },
    async paint(pen, ratio) {
      const first = ratio > 1 ? DRAFT : ratio
      if (map.getPixelRatio() !== first) map.setPixelRatio(first)
      await drawnWhole(map, signal)
      await paintTiled(map, box, pen, { ratio, most, signal, ...STUDIO })
    },
    placeOf: at => map.project([at[0]!, at[1]!]),
    metresAcross(px) {
      const y = STUDIO.height / 2
      return map.unproject([0, y]).distanceTo(map.unproject([px, y]))
    },
    close,
  }
}

/** Frames nobody keeps, drawn while the tiles come, are small ones. */
const DRAFT = 0.25
