import { nameKey } from './cells.ts'
import { communityOn, nameOn, type Ref, type Standing } from './standing.ts'

/** Who bears a name in a community: the compounds stored, and those that rows of a ledger speak of as they are matched. */
export const namesBorne = (standing: Standing, as_of: string) => {
  const bearers = new Map<string, { ref: Ref; home: Ref | null }[]>()

  const bear = (name: string | null, ref: Ref, home: Ref | null) => {
    if (!name) return
    const key = nameKey(name)
    const same = bearers.get(key) ?? []
    bearers.set(key, same)
    same.push({ ref, home })
  }

  /** Each bearer once; of every community where none is said. */
  const borneBy = (name: string | null, home: Ref | null): Ref[] => {
    const same = bearers.get(nameKey(name ?? '')) ?? []
    return [...new Set(same.filter(bearer => home === null || bearer.home === home).map(({ ref }) => ref))]
  }

  for (const compound of standing.compounds) bear(nameOn(compound, as_of), compound.id, communityOn(compound, as_of))
  return { bear, borneBy }
}
