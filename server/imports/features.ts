import type { Geometry } from 'geojson'
import type { Fault } from '#core/api/errors.ts'
import { cellText, hasControl, nameText } from '#core/imports/cells.ts'
import { readShape } from '#core/imports/geometry.ts'
import { SYNONYMS } from '#core/imports/headers.ts'
import type { ShapeFeature } from '#core/imports/match-shapes.ts'
import { refusal, refuse } from '#core/imports/sentences.ts'

export interface RawFeature {
  properties: Record<string, unknown>
  geometry: Geometry | null
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

const parsed = (text: string, path: string): Record<string, unknown> => {
  try {
    return record(JSON.parse(text))
  } catch {
    return refuse('file_damaged', { path })
  }
}

/** The coordinate system a GeoJSON file names in the old manner, as `EPSG:n` or `CRS84`; one that cannot be read is refused, not passed over. */
export const crsOf = (text: string, path: string): string | undefined => {
  const { crs } = parsed(text, path)
  if (crs === undefined || crs === null) return undefined
  const name = String(record(record(crs).properties).name ?? '')
  const code = /EPSG:+(?:[\d.]*:)?(\d+)$/i.exec(name)?.[1]
  if (code) return `EPSG:${code}`
  return /CRS84$/i.test(name) ? 'CRS84' : refuse('crs_unknown', { path, value: name.slice(0, 80) })
}

/** A GeoJSON text without the system it names, for a reader that is told of it. */
export const withoutCrs = (text: string, path: string): string => {
  try {
    return JSON.stringify({ ...parsed(text, path), crs: undefined })
  } catch (error) {
    // Lists a hundred thousand deep can be read but not written.
    if (error instanceof RangeError) return refuse('file_damaged', { path })
    throw error
  }
}

const FEATURES = 100_000

/** The features of a GeoJSON text: of a collection, or its one feature or geometry. */
export const rawFeatures = (text: string, path: string): RawFeature[] => {
  const root = parsed(text, path)
  const given =
    root.type === 'FeatureCollection' ? root.features : [root.type === 'Feature' ? root : { geometry: root }]
  if (!Array.isArray(given)) return refuse('file_damaged', { path })
  if (given.length > FEATURES) return refuse('shapes_many', { path })
  return given.map(feature => ({
    properties: record(record(feature).properties),
    geometry: (record(feature).geometry ?? null) as Geometry | null,
  }))
}

const WORDS = {
  code: SYNONYMS.code ?? [],
  name: [...(SYNONYMS.name ?? []), '社区名称', '辖区名称', '乡镇名称'],
  community: ['社区', '所属社区', '社区名称', 'community'],
  level: ['层级', '级别', 'level'],
  parent: ['上级', '上级名称', '所属乡镇', '所属街道', 'parent'],
}

/** A shapefile cuts the names of its attributes at 10 bytes: three characters and a third of UTF-8. */
const CUT = 3
const isCut = (key: string, word: string) => key.length === CUT && word.length > CUT && word.startsWith(key)

/** The first of the words a feature has an attribute for; capitals and spaces do not matter. */
const attribute = (properties: Record<string, unknown>, words: string[]): string | null => {
  const given = Object.keys(properties).map(key => ({
    key,
    plain: key
      .replace(/\ufffd.*$/, '')
      .trim()
      .toLowerCase(),
  }))
  const keys = [
    ...words.map(word => given.find(({ plain }) => plain === word)),
    ...words.map(word => given.find(({ plain }) => isCut(plain, word))),
  ]
  for (const value of keys.map(found => found && properties[found.key])) {
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const text = words === WORDS.code ? cellText(value) : nameText(String(value))
    if (text) return [...text].slice(0, 80).join('')
  }
  return null
}

/** Features as an import understands them; each one that cannot be a shape is a fault with its place. */
export const shapeFeatures = (raw: RawFeature[], path: string) => {
  const features: ShapeFeature[] = []
  const faults: Fault[] = []
  let flattened = 0
  for (const [i, { properties, geometry }] of raw.entries()) {
    const said = {
      number: i + 1,
      code: attribute(properties, WORDS.code),
      name: attribute(properties, WORDS.name),
      community: attribute(properties, WORDS.community),
      level: attribute(properties, WORDS.level),
      parent: attribute(properties, WORDS.parent),
    }
    const shape = readShape(geometry)
    const value = [said.code, said.name].filter(Boolean).join(' ')
    if (Object.values(said).some(text => typeof text === 'string' && hasControl(text)))
      faults.push(refusal('text_control', { path: `${path} 第 ${i + 1} 个`, value }))
    else if (shape.ok) {
      features.push({ ...said, geometry: shape.geometry })
      if (shape.flattened) flattened++
    } else {
      const at = shape.at ? `（${shape.at.join(', ')}）` : ''
      faults.push(refusal(shape.reason, { path: `${path} 第 ${i + 1} 个`, value }, at))
    }
  }
  const notes = flattened ? [`${path}：${flattened} 个图形带有高程，高程不导入。`] : []
  return { features, faults, notes }
}
