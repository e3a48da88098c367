import { AJAXError, type Map as MapLibre, type VectorTileSource } from 'maplibre-gl'
import { SOURCES } from './layer-order.ts'

/** Absolute, because tiles are fetched in a worker. */
export const tileAddress = (plan: string, revision: number) =>
  `${location.origin}/api/tiles/${encodeURIComponent(plan)}/${revision}/{z}/{x}/{y}.mvt`

const RETRY_MS = 5000

/** Shows other shapes of the plan; tiles drawn stay until the new ones have come, and keep their marks. */
export const showTiles = (map: MapLibre, address: string) => {
  if (map.style) map.getSource<VectorTileSource>(SOURCES.plan)?.setTiles([address])
}

/** Asks again for tiles that a server away, or busy, did not give; what it refused stays refused. */
export const retryTiles = (map: MapLibre, address: () => string) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  map.on('error', ({ error }) => {
    const isNetwork = error instanceof TypeError
    if (!isNetwork && !(error instanceof AJAXError)) return reportError(error)
    const isRefused = error instanceof AJAXError && error.status >= 400 && error.status < 500
    if (timer !== undefined || isRefused) return
    timer = setTimeout(() => {
      timer = undefined
      showTiles(map, address())
    }, RETRY_MS)
  })
  map.on('remove', () => clearTimeout(timer))
}
