import type { Compound } from '#core/api/compounds.ts'
import { findInitials, pinyinInitials } from '#core/text/pinyin-initials.ts'

/** A compound with what it is looked for by. */
export interface Findable {
  compound: Compound
  initials: string[]
}

export const findable = (compounds: readonly Compound[]): Findable[] =>
  compounds.map(compound => ({ compound, initials: pinyinInitials(compound.name) }))

/** Where a typed text is found in a compound's name, code or initials: the first place, or -1. */
export const placeIn = ({ compound, initials }: Findable, text: string): number => {
  const places = [
    compound.name.toLowerCase().indexOf(text),
    compound.code.toLowerCase().indexOf(text),
    findInitials(initials, text),
  ].filter(place => place >= 0)
  return places.length > 0 ? Math.min(...places) : -1
}

/** The compounds a typed text means. Where it is found counts before how: names that begin with it first, short ones before long. */
export const findCompounds = (known: readonly Findable[], typed: string, most: number): Compound[] => {
  const text = typed.trim().toLowerCase()
  if (!text) return []
  return known
    .flatMap(each => {
      const place = placeIn(each, text)
      return place >= 0 ? [{ compound: each.compound, place }] : []
    })
    .sort((a, b) => a.place - b.place || a.compound.name.length - b.compound.name.length)
    .slice(0, most)
    .map(({ compound }) => compound)
}
