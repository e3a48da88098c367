import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { dark } from '../../../web/map/flavors.ts'
import { createMapActions } from '../../../web/map/map-actions.ts'
import type { Mark } from '../../../web/map/marks.ts'
import { tileAddress } from '../../../web/map/plan-tiles.ts'
import { style } from '../../../web/map/style.ts'

/** A map of a plan's compounds alone, of which each takes its colour on a day of its own; stepped in the product's way, and by setFilter. */
const DAYS = 365
const asked = new URLSearchParams(location.search)
const plan = asked.get('plan')!
const [west, south, east, north] = asked.get('bbox')!.split(',').map(Number) as [number, number, number, number]
const ids = (
  (await (await fetch(`/api/plans/${plan}/ledger`)).json()) as { compounds: { id: number }[] }
).compounds.map(({ id }) => id)

const box = document.getElementById('map')!
Object.assign(box.style, { position: 'fixed', inset: '0' })
setWorkerUrl(workerUrl)
const tiles = tileAddress(plan, Number(asked.get('revision')))
const map = new MapLibre({
  container: box,
  style: style({ tiles, divisions: [], compounds: [], county: null, crowd: false, flavor: dark, scale: 1 }),
  bounds: [west, south, east, north],
  attributionControl: false,
})
await map.once('load')
map.addLayer({
  id: 'peer',
  type: 'fill',
  source: 'plan',
  'source-layer': 'compounds',
  filter: ['literal', false],
  paint: { 'fill-color': '#2b7fff' },
})
const actions = createMapActions({
  padding: () => ({ top: 0, right: 0, bottom: 0, left: 0 }),
  still: () => true,
  showRevision: () => {},
  showDay: () => {},
})
actions.attach(map)
await map.once('idle')

const byState = (day: number) =>
  actions.api.setStatus(
    new Map(ids.map(id => [id, { tone: id % DAYS <= day ? 'professional' : 'unreported' } satisfies Mark])),
  )
const byFilter = (day: number) => map.setFilter('peer', ['<=', ['%', ['id'], DAYS], day])
const settled = () => (map.loaded() && !map.isMoving() ? undefined : map.once('idle').then(() => undefined))
/** The peer is off the map while it is not measured. */
const show = (way: 'state' | 'filter') => {
  map.setLayoutProperty('peer', 'visibility', way === 'filter' ? 'visible' : 'none')
  return settled()
}

Object.assign(window, { step: { state: byState, filter: byFilter }, settled, show })
