import type { Compound } from '#core/api/compounds.ts'
import type { DraftAbout } from '../drawing/drawing.ts'
import { placeOfPicks } from '../drawing/place-of-picks.ts'

/** What picked compounds say of a new area by themselves: where it is, and a name to begin with. */
export const beginningAbout = (
  compounds: readonly Pick<Compound, 'id' | 'name' | 'community' | 'town'>[],
  picks: ReadonlySet<number>,
  nameOf: (first: string, n: number) => string,
): Partial<DraftAbout> => {
  const [first] = compounds.filter(({ id }) => picks.has(id))
  if (!first) return {}
  const name = picks.size === 1 ? first.name : nameOf(first.name, picks.size)
  return { ...placeOfPicks(compounds, picks), name: [...name].slice(0, 80).join('') }
}
