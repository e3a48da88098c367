import { AJAXError, addProtocol } from 'maplibre-gl'
import { type HeldTiles, TileMissing } from './held-tiles.ts'

const SCHEME = 'held'

const pathOf = (plan: string, revision: number, z: number | string, x: number | string, y: number | string) =>
  `api/tiles/${encodeURIComponent(plan)}/${revision}/${z}/${x}/${y}.mvt`

/** Where one tile of a plan is fetched. */
export const tilePath = (plan: string, revision: number, { z, x, y }: { z: number; x: number; y: number }): string =>
  pathOf(plan, revision, z, x, y)

/** The address of a plan's tiles as the map asks this page for them, and not the server. */
export const heldAddress = (plan: string, revision: number): string =>
  `${SCHEME}://${pathOf(plan, revision, '{z}', '{x}', '{y}')}`

/** Teaches the map to read what is held; a copy each time, for the map keeps what it is given. */
export const serveHeldTiles = (tiles: HeldTiles): void =>
  addProtocol(SCHEME, async ({ url }) => {
    const path = url.slice(SCHEME.length + 3)
    try {
      return { data: (await tiles.read(path)).slice(0) }
    } catch (error) {
      const status = error instanceof TileMissing ? error.status : 0
      throw new AJAXError(status, '', path, new Blob())
    }
  })
