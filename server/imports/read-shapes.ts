import { refuse } from '#core/imports/sentences.ts'
import { crsOf, type RawFeature, rawFeatures, withoutCrs } from './features.ts'
import { toGeoJson } from './gdal.ts'
import { readKml } from './read-kml.ts'
import { readShapefile } from './read-shapefile.ts'
import { readWktCsv } from './read-wkt.ts'
import { decodeText } from './text.ts'
import { unzip } from './unzip.ts'

export interface ImportFile {
  name: string
  bytes: Uint8Array
}

const MAX_BYTES = 50 * 1024 * 1024
const MAIN = /\.(shp|geojson|json|gpkg|kml|csv)$/i
/** Geographic systems that agree with CGCS2000 to centimetres; read as they are. */
const DEGREES = new Set(['EPSG:4326', 'EPSG:4490', 'CRS84'])
const OLD_DATUM = /beijing|xian|xi'an/i

export const extensionOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** Refuses a file that is too large to look at. */
export const checkSize = ({ name, bytes }: ImportFile) => {
  if (bytes.length > MAX_BYTES) refuse('file_too_large', { path: name })
}

const fromGeoJson = async (text: string, given: string | undefined, path: string) => {
  const crs = given ?? crsOf(text, path)
  if (!crs || DEGREES.has(crs)) return { geojson: text, wkt: '' }
  const plain = new TextEncoder().encode(withoutCrs(text, path))
  return toGeoJson(new Map([['shapes.geojson', plain]]), 'shapes.geojson', { crs }, path)
}

const fromArchive = (bytes: Uint8Array, crs: string | undefined, path: string) => {
  const files = unzip(bytes, path)
  const mains = [...files.keys()].filter(name => MAIN.test(name))
  const shapefiles = mains.filter(name => /\.shp$/i.test(name))
  const [main, another] = shapefiles.length ? shapefiles : mains
  if (!main) return refuse('zip_without_shapes', { path })
  if (another) return refuse('layers_many', { path, value: `${main}、${another}` })
  if (shapefiles.length) return readShapefile(files, main, crs, path)
  return fromFile({ name: main, bytes: files.get(main) ?? new Uint8Array() }, crs)
}

const fromFile = async (
  { name, bytes }: ImportFile,
  crs: string | undefined,
): Promise<{ geojson: string; wkt: string }> => {
  switch (extensionOf(name)) {
    case 'zip':
    case 'kmz':
      return fromArchive(bytes, crs, name)
    case 'geojson':
    case 'json':
      return fromGeoJson(decodeText(bytes, name).replace(/^\ufeff/, ''), crs, name)
    case 'csv':
      return fromGeoJson(readWktCsv(bytes, name), crs, name)
    case 'kml':
      return { geojson: await readKml(bytes, name), wkt: '' }
    case 'gpkg':
      return toGeoJson(new Map([['shapes.gpkg', bytes]]), 'shapes.gpkg', { crs }, name)
    case 'shp':
      return refuse('shapefile_without_dbf', { path: name })
    default:
      return refuse('file_unknown', { path: name })
  }
}

/** The features of a shape file of any known kind, in lon/lat of CGCS2000; `crs` wins over what the file says. */
export const readFeatures = async (
  file: ImportFile,
  crs?: string,
): Promise<{ features: RawFeature[]; notes: string[] }> => {
  checkSize(file)
  const { geojson, wkt } = await fromFile(file, crs)
  const features = rawFeatures(geojson, file.name)
  if (!features.length) refuse('shapes_empty', { path: file.name })
  const notes = OLD_DATUM.test(wkt)
    ? ['图形是北京 54 或西安 80 坐标，没有公开的精确转换参数，位置可能有数十米至百余米偏差，请核对。']
    : []
  return { features, notes }
}
