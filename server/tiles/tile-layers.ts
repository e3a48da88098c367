import type { SubjectKind } from '#core/api/common.ts'
import type { Tags } from './layer.ts'

/** Every layer a tile can have, bottom first, with its fields: the ground, then the plan's subjects. */
export const TILE_LAYERS = {
  green: ['class', 'name'],
  water: ['class', 'name'],
  river: ['class', 'name'],
  road: ['class', 'name'],
  building: ['class', 'name'],
  place: ['class', 'name'],
  divisions: ['level', 'code'],
  areas: ['kind', 'from', 'to'],
  compounds: [],
  buildings: [],
  compound_points: [],
} as const satisfies Record<string, readonly string[]>
export type TileLayerName = keyof typeof TILE_LAYERS

/** Layers of subjects: their features carry the subject's id and are never dropped. */
export const LAYER_OF_KIND: Partial<Record<SubjectKind, TileLayerName>> = {
  division: 'divisions',
  compound: 'compounds',
  building: 'buildings',
}

/** Fields that are numbers: days since 1970-01-01. */
export const DAY_FIELDS: readonly string[] = ['from', 'to']

/** What a subject's feature says besides its id. */
export const subjectTags = (row: { code: string; level: string | null }): Tags =>
  row.level === null ? {} : { level: row.level, code: row.code }

/** What a piece of ground says. */
export const groundTags = (row: { class: string | null; name: string | null }): Tags => ({
  ...(row.class !== null && { class: row.class }),
  ...(row.name !== null && { name: row.name }),
})

/** What an area says: from which day it holds so, and which day is the first it no longer does; an open end has none. */
export const areaTags = (row: { kind: string; from_day: number; to_day: number | null }): Tags => ({
  kind: row.kind,
  from: row.from_day,
  ...(row.to_day !== null && { to: row.to_day }),
})
