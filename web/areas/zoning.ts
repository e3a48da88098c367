import { convex, featureCollection, point } from '@turf/turf'
import type { MultiPolygon } from 'geojson'
import type { Compound } from '#core/api/compounds.ts'

/** A yard of one building without management: what a patch is made of. */
export interface Candidate {
  id: number
  name: string
  at: readonly [number, number]
  households: number
}

/** A suggested patch; its number stays while compounds move between patches. */
export interface Group {
  number: number
  compounds: readonly number[]
}

type Yard = Pick<Compound, 'id' | 'name' | 'at' | 'buildings' | 'households' | 'community' | 'from_on' | 'to_on'>

/** The single-building compounds of a community, or a town, that nobody manages; those without a place on the map are counted apart. */
export const candidatesOf = (
  compounds: readonly Yard[],
  isWithin: (community: number | null) => boolean,
  isCovered: (id: number) => boolean,
  day: string,
): { located: Candidate[]; unlocated: number } => {
  const open = compounds.filter(
    ({ id, buildings, from_on, to_on, ...each }) =>
      isWithin(each.community) &&
      buildings === 1 &&
      !isCovered(id) &&
      (from_on === null || from_on <= day) &&
      (to_on === null || to_on > day),
  )
  const located = open.flatMap(({ id, name, at, households }) =>
    at ? [{ id, name, at: [at[0]!, at[1]!] as const, households: households ?? 0 }] : [],
  )
  return { located, unlocated: open.length - located.length }
}

/** A compound goes from the group it is in to another; a group left empty is gone. */
export const movedTo = (groups: readonly Group[], compound: number, number: number): Group[] =>
  groups
    .map(group => {
      const without = group.compounds.filter(id => id !== compound)
      return { ...group, compounds: group.number === number ? [...without, compound] : without }
    })
    .filter(({ compounds }) => compounds.length > 0)

/** About 15 m: a hull around one or two points is still seen. */
const AROUND = 0.00015

const corners = ([lon, lat]: readonly [number, number]) =>
  [-AROUND, AROUND].flatMap(x => [-AROUND, AROUND].map(y => point([lon + x, lat + y])))

/** The hull around a group's compounds, for the eye alone: a patch needs no shape. */
export const hullOf = (candidates: readonly Candidate[]): MultiPolygon | null => {
  const hull = convex(featureCollection(candidates.flatMap(({ at }) => corners(at))))
  return hull ? { type: 'MultiPolygon', coordinates: [hull.geometry.coordinates] } : null
}

/** Seven hues that neighbours in a list do not share; each group carries its number, too. */
const COLOURS = ['#1a5fd6', '#b3361a', '#1f7a61', '#8a4b9e', '#8a6a00', '#00708a', '#a03060']
export const colourOf = (number: number): string => COLOURS[(number - 1) % COLOURS.length]!
