import { AJAXError, type ErrorEvent, type Map as MapLibre, type Tile, type VectorTileSource } from 'maplibre-gl'
import { SOURCES } from './layer-order.ts'

/** Absolute, because tiles are fetched in a worker. */
export const tileAddress = (plan: string, revision: number) =>
  `${location.origin}/api/tiles/${encodeURIComponent(plan)}/${revision}/{z}/{x}/{y}.mvt`

const RETRY_MS = 5000

/** Shows other shapes of the plan; tiles drawn stay until the new ones have come, and keep their marks. */
export const showTiles = (map: MapLibre, address: string) => {
  if (map.style) map.getSource<VectorTileSource>(SOURCES.plan)?.setTiles([address])
}

/** What an error adds of the tile that did not come. */
type Missing = Pick<Tile, 'tileID'>
type TileError = ErrorEvent & { sourceId?: string; tile?: Missing }

/** Whether asking again may help: the status is 0 where nobody answered; a piece of the county's file does not say what went wrong. */
const isPassing = ({ error, sourceId }: TileError) =>
  error instanceof AJAXError
    ? error.status < 400 || error.status >= 500
    : error instanceof TypeError || sourceId === SOURCES.county

/**
 * Asks again for tiles that a server away, or busy, did not give; what it refused stays refused. Each by its place, for a tile
 * that failed before it was ever drawn does not come with a reload of its source.
 */
export const retryTiles = (map: MapLibre) => {
  const missing: { source: string; tile: Missing }[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const askAgain = () => {
    timer = undefined
    for (const { source, tile } of missing.splice(0))
      if (map.style?.getSource(source)) map.refreshTiles(source, [tile.tileID.canonical])
  }
  map.on('error', (event: TileError) => {
    const { error, sourceId: source, tile } = event
    if (isPassing(event)) {
      if (source && tile) missing.push({ source, tile })
      timer ??= setTimeout(askAgain, RETRY_MS)
    } else if (!(error instanceof AJAXError)) reportError(error)
  })
  map.on('remove', () => clearTimeout(timer))
}
