import { refuse } from '#core/imports/sentences.ts'
import { toGeoJson } from './gdal.ts'
import { decodeText } from './text.ts'

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const unescaped = (text: string) =>
  text
    .replace(/^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()

const DATA = /<(?:Data|SimpleData)\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/(?:Data|SimpleData)>/g

/** A placemark whose further attributes stand in its description, because the driver keeps only name and description. */
const withDescription = (placemark: string) => {
  const pairs = [...placemark.matchAll(DATA)].map(([, name = '', inner = '']) => [
    name,
    unescaped(/<value>([\s\S]*?)<\/value>/.exec(inner)?.[1] ?? inner),
  ])
  const bare = placemark
    .replace(/<ExtendedData\b[\s\S]*?<\/ExtendedData>/g, '')
    .replace(/<description\b[\s\S]*?<\/description>/g, '')
  const description = `<description>${escaped(JSON.stringify(Object.fromEntries(pairs)))}</description>`
  return bare.replace(/^(<Placemark\b[^>]*>)/, (_, opening: string) => opening + description)
}

/** What a description of ours says; the driver may hand it over parsed. */
const described = (given: unknown): object => {
  try {
    return typeof given === 'object' ? (given ?? {}) : (JSON.parse(String(given)) as object)
  } catch {
    return {}
  }
}

/** The placemarks of a KML file as GeoJSON features, with their extended data. Entities are not read. */
export const readKml = async (bytes: Uint8Array, path: string): Promise<string> => {
  const text = decodeText(bytes, path)
    .replace(/^\ufeff/, '')
    .replace(/(<\?xml[^>]*encoding=")[^"]*/, '$1UTF-8')
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) refuse('file_damaged', { path })
  const plain = text.replace(/<Placemark\b[\s\S]*?<\/Placemark>/g, withDescription)
  const { geojson } = await toGeoJson(
    new Map([['shapes.kml', new TextEncoder().encode(plain)]]),
    'shapes.kml',
    {},
    path,
  )
  const collection = JSON.parse(geojson) as { features: { properties: Record<string, unknown> | null }[] }
  return JSON.stringify({
    ...collection,
    features: collection.features.map(feature => ({
      ...feature,
      properties: { ...feature.properties, Description: null, ...described(feature.properties?.Description) },
    })),
  })
}
