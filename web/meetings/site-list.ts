import type { Site } from '#core/api/meetings.ts'
import { drivingOrder, metresAlong } from '#core/meetings/driving-order.ts'

/** As many as a meeting's document takes. */
export const MOST_SITES = 12

type Place = readonly number[]

/** The list with one site moved to another place; the same list where it cannot be. */
export const moved = (sites: readonly Site[], from: number, to: number): readonly Site[] => {
  if (from === to || !sites[from] || to < 0 || to >= sites.length) return sites
  const without = sites.filter((_, i) => i !== from)
  return [...without.slice(0, to), sites[from], ...without.slice(to)]
}

/** The list with a compound added at its end, chosen by the office; as it was where it is full or has it. */
export const withSite = (sites: readonly Site[], subject: number): readonly Site[] =>
  sites.length >= MOST_SITES || sites.some(site => site.subject === subject)
    ? sites
    : [...sites, { subject, kind: 'chosen' }]

/** In driving order from the first; those without a place on the map stay at the end as they stood. */
export const byRoute = (sites: readonly Site[], placeOf: (subject: number) => Place | null): readonly Site[] => {
  const placed = sites.filter(({ subject }) => placeOf(subject))
  const order = drivingOrder(placed.map(({ subject }) => placeOf(subject)!))
  return [...order.map(i => placed[i]!), ...sites.filter(({ subject }) => !placeOf(subject))]
}

/** The places of a list in its order, and the metres along them. */
export const routeOf = (sites: readonly Site[], placeOf: (subject: number) => Place | null) => {
  const places = sites.flatMap(({ subject }) => {
    const at = placeOf(subject)
    return at ? [at] : []
  })
  return { places, metres: metresAlong(places) }
}
