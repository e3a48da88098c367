import type { RangeResponse, Source } from 'pmtiles'
import { readCountyBasemap } from '../map/county-basemap.ts'
import { inTurns } from './in-turns.ts'
import type { Tile } from './needed-tiles.ts'

/** A file read by pieces, each piece kept in memory. */
const heldSource = (source: Source): Source => {
  const held = new Map<string, Promise<RangeResponse>>()
  return {
    getKey: () => source.getKey(),
    getBytes: (offset, length, _signal, etag) => {
      const piece = `${offset} ${length}`
      const known = held.get(piece)
      if (known) return known
      const asked = source.getBytes(offset, length, undefined, etag)
      held.set(piece, asked)
      asked.catch(() => held.delete(piece))
      return asked
    },
  }
}

/** Keeps what the scenes need of a county's own ground; what is beyond the file's zooms is drawn from its last one. */
export const holdBasemap = async (address: string, tiles: readonly Tile[], told: () => void): Promise<void> => {
  const [protocol, { FetchSource, PMTiles }] = await Promise.all([readCountyBasemap(), import('pmtiles')])
  const file = new PMTiles(heldSource(new FetchSource(address)))
  protocol.add(file)
  const { minZoom, maxZoom } = await file.getHeader()
  await inTurns(tiles, async ({ z, x, y }) => {
    const up = Math.max(0, z - maxZoom)
    if (z >= minZoom) await file.getZxy(z - up, x >> up, y >> up)
    told()
  })
}
