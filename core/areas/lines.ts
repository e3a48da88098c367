import type { Surroundings } from '../api/areas.ts'

export type Line = Surroundings['lines'][number]

const WATER_LAYER = /^(river|water|waterway)$/
const WATER_CLASS = new Set(['river', 'canal', 'stream', 'ditch', 'drain', 'water', 'riverbank', 'moat'])
/** Of a county's own basemap: nothing a boundary or a patch would mind. */
const NO_STREET = new Set(['path', 'footway', 'cycleway', 'steps', 'pier', 'rail', 'subway', 'ferry', 'aerialway'])
const MAIN = new Set(['main', 'highway', 'major_road', 'medium_road', 'motorway', 'trunk', 'primary', 'secondary'])

/** What a line of the basemap is to a boundary; null for what none follows. */
export function lineKind({ layer, class: kind }: Line): 'river' | 'street' | null {
  if (WATER_LAYER.test(layer) || (kind !== null && WATER_CLASS.has(kind))) return 'river'
  return kind !== null && NO_STREET.has(kind) ? null : 'street'
}

export const isMainRoad = (line: Line) => lineKind(line) === 'street' && line.class !== null && MAIN.has(line.class)
