import type { Division } from '#core/api/plans.ts'

/** The divisions of `level` by the communities under them; a community is under itself. */
export function unitOf(divisions: Division[], level: string): (community: number | null) => number | null {
  const byId = new Map(divisions.map(division => [division.id, division]))
  const found = new Map<number, number | null>()
  const climb = (id: number): number | null => {
    for (let at = byId.get(id); at; at = at.parent === null ? undefined : byId.get(at.parent))
      if (at.level === level) return at.id
    return null
  }
  return community => {
    if (community === null) return null
    if (!found.has(community)) found.set(community, climb(community))
    return found.get(community) ?? null
  }
}

/** Whether a community lies in a scope; everything lies in the whole plan (null). */
export function inScope(divisions: Division[], scope: number | null): (community: number | null) => boolean {
  if (scope === null) return () => true
  const byId = new Map(divisions.map(division => [division.id, division]))
  const inside = new Map<number, boolean>()
  const climb = (id: number): boolean => {
    for (let at = byId.get(id); at; at = at.parent === null ? undefined : byId.get(at.parent))
      if (at.id === scope) return true
    return false
  }
  return community => {
    if (community === null) return false
    if (!inside.has(community)) inside.set(community, climb(community))
    return inside.get(community) === true
  }
}
