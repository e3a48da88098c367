import { addProtocol } from 'maplibre-gl'
import type { Protocol } from 'pmtiles'

let known: Promise<Protocol> | undefined

/** Teaches the map to read a county's PMTiles file by byte ranges; loaded only where a plan has one. */
export const readCountyBasemap = (): Promise<Protocol> => {
  known ??= import('pmtiles').then(({ Protocol }) => {
    const protocol = new Protocol()
    addProtocol('pmtiles', protocol.tile)
    return protocol
  })
  return known
}
