import type { Compound } from '#core/api/compounds.ts'

/** The community most of the picked compounds lie in, with its town; null while none of them has one. */
export const placeOfPicks = (
  compounds: readonly Pick<Compound, 'id' | 'community' | 'town'>[],
  picks: ReadonlySet<number>,
): { community: number | null; town: number | null } | null => {
  const counts = new Map<number | null, { town: number | null; n: number }>()
  for (const { id, community, town } of compounds)
    if (picks.has(id) && (community !== null || town !== null)) {
      const count = counts.get(community) ?? { town, n: 0 }
      counts.set(community, { ...count, n: count.n + 1 })
    }
  const [most] = [...counts].sort(([, a], [, b]) => b.n - a.n)
  return most ? { community: most[0], town: most[1].town } : null
}
