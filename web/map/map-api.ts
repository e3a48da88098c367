import type { Mark } from './marks.ts'

/** [west, south, east, north] in degrees. */
export type Bbox = readonly number[]
export type Padding = { top: number; right: number; bottom: number; left: number }

/** A name to write on the map at a point [lon, lat]. */
export interface Label {
  id: number
  name: string
  at: readonly number[]
}
export interface DivisionLabel extends Label {
  level: string
}

/** What the pages may ask of the map; calls made before it stands are kept and carried out when it does. */
export interface MapApi {
  /** The whole vector of a day, a new Map each time; only what differs from the one drawn is touched, once per frame. */
  setStatus(marks: ReadonlyMap<number, Mark>): void
  /** The same for communities, which carry the colour of a crowd far off. */
  setCommunities(marks: ReadonlyMap<number, Mark>): void
  /** Lights compounds for 600 ms. */
  glow(ids: Iterable<number>): void
  /** Dims everything but these; null ends it. */
  highlight(ids: Iterable<number> | null): void
  select(id: number | null): void
  /** Outlines several at once; those selected before and not named are let go. */
  selectAll(ids: Iterable<number>): void
  /** Flies in 1.2 s; where less motion is asked for, it cuts. */
  flyTo(bbox: Bbox, padding?: Partial<Padding>): void
  setGeometryRevision(revision: number): void
  /** Outlines the areas of a day. Tiles are laid out anew: not for every frame of a film. */
  setDay(day: string): void
}
