import type { Map as MapLibre } from 'maplibre-gl'

const PATIENCE_MS = 45_000
const STEP_MS = 30

/** A map whose tiles did not all come makes no picture: what is missing would be missing for ever. */
export class MapNotWhole extends Error {}

export const paused = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** Waits until every tile and name is drawn; where the page is not seen, and would draw nothing, it is drawn frame by frame. */
export const drawnWhole = async (map: MapLibre, signal: AbortSignal): Promise<void> => {
  let idle = false
  const rest = () => {
    idle = true
  }
  map.on('idle', rest)
  map.triggerRepaint()
  const until = performance.now() + PATIENCE_MS
  try {
    while (!idle) {
      signal.throwIfAborted()
      if (performance.now() > until) throw new MapNotWhole('the map did not come whole')
      if (document.hidden) map.redraw()
      await paused(STEP_MS)
    }
  } finally {
    map.off('idle', rest)
  }
}
