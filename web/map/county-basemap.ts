import { addProtocol } from 'maplibre-gl'

let isKnown = false

/** Teaches the map to read a county's PMTiles file by byte ranges; loaded only where a plan has one. */
export const readCountyBasemap = async () => {
  if (isKnown) return
  isKnown = true
  const { Protocol } = await import('pmtiles')
  addProtocol('pmtiles', new Protocol().tile)
}
