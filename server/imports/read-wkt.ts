import { refuse } from '#core/imports/sentences.ts'
import { splitCsv } from './read-csv.ts'
import { decodeText } from './text.ts'

const HEADERS = /^(wkt|the_geom|geom|geometry|shape|图形|几何|边界)$/i
const KINDS: Record<string, string> = { POLYGON: 'Polygon', MULTIPOLYGON: 'MultiPolygon' }

/** A WKT polygon as a GeoJSON geometry; another type keeps its name and is refused later, broken text is null. */
const wktGeometry = (wkt: string): unknown => {
  const parts = /^\s*(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(\(.*\))\s*$/is.exec(wkt)
  if (!parts) return null
  const type = KINDS[(parts[1] ?? '').toUpperCase()]
  if (!type) return { type: parts[1] }
  const json = (parts[2] ?? '')
    .replace(/(-?[\d.]+(?:e[-+]?\d+)?)\s+(-?[\d.]+(?:e[-+]?\d+)?)(?:\s+-?[\d.]+)*/gi, '[$1,$2]')
    .replace(/\(/g, '[')
    .replace(/\)/g, ']')
  try {
    return { type, coordinates: JSON.parse(json) }
  } catch {
    return null
  }
}

/** A CSV with one WKT column, as GeoJSON. */
export const readWktCsv = (bytes: Uint8Array, path: string): string => {
  const [header = [], ...rows] = splitCsv(decodeText(bytes, path), path)
  const at = header.findIndex(name => HEADERS.test(name.trim()))
  if (at < 0) return refuse('file_unknown', { path })
  const features = rows
    .filter(cells => cells.some(cell => cell.trim()))
    .map(cells => ({
      type: 'Feature',
      properties: Object.fromEntries(header.map((name, i) => [name.trim(), i === at ? null : (cells[i] ?? null)])),
      geometry: wktGeometry(cells[at] ?? ''),
    }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}
