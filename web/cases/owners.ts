import type { Division, Organisation } from '#core/api/plans.ts'
import { findInitials, pinyinInitials } from '#core/text/pinyin-initials.ts'

/** Whom a case may be handed to, with what they are looked for by. */
export interface Owner {
  id: number
  name: string
  initials: string[]
}

/** Divisions first, in the plan's order, then organisations. */
export const ownersOf = (divisions: readonly Division[], organisations: readonly Organisation[]): Owner[] =>
  [...divisions, ...organisations].map(({ id, name }) => ({ id, name, initials: pinyinInitials(name) }))

const placeOf = ({ name, initials }: Owner, text: string): number => {
  const places = [name.toLowerCase().indexOf(text), findInitials(initials, text)].filter(place => place >= 0)
  return places.length > 0 ? Math.min(...places) : -1
}

/** Whom typed characters or pinyin initials mean; names that begin with them first, short ones before long. */
export const findOwners = (owners: readonly Owner[], typed: string, most: number): Owner[] => {
  const text = typed.trim().toLowerCase()
  if (!text) return owners.slice(0, most)
  return owners
    .flatMap(owner => {
      const place = placeOf(owner, text)
      return place >= 0 ? [{ owner, place }] : []
    })
    .sort((a, b) => a.place - b.place || a.owner.name.length - b.owner.name.length)
    .slice(0, most)
    .map(({ owner }) => owner)
}
