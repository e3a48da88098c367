import { readFileSync } from 'node:fs'
import type { Random } from '../random.ts'

export type NamesFile = {
  county: string
  towns: Record<string, string>
  companies: string[]
  units: string[]
  yards: string[]
  prefixes: Record<string, string[]>
  communities: Record<string, string>
}

export const names = JSON.parse(
  readFileSync(new URL('../../../data/demo/names.json', import.meta.url), 'utf8'),
) as NamesFile

/** Deals a list to its end before it repeats; so a name comes back, but seldom within one community. */
const makeDeck = (random: Random, list: readonly string[]) => {
  let deck: string[] = []
  return (taken: Set<string>, as: (word: string) => string): string | null => {
    for (let tries = 0; tries < list.length; tries++) {
      if (deck.length === 0) deck = random.shuffle(list)
      const word = deck.pop()!
      if (!taken.has(as(word))) return word
    }
    return null
  }
}

export type Namer = (quarter: string, what: 'unit' | 'yard' | 'single') => { name: string; unit: string | null }

/** Names unique within a community. A unit's yard carries the unit. */
export const makeNamer = (random: Random): Namer => {
  const unitOf = makeDeck(random, names.units)
  const yardOf = makeDeck(random, names.yards)
  const taken = new Map<string, Set<string>>()
  return (quarter, what) => {
    const own = taken.get(quarter) ?? new Set<string>()
    taken.set(quarter, own)
    const unit = what === 'unit' ? unitOf(own, word => `${word}家属院`) : null
    const yard = what === 'yard' && random.chance(0.6) ? yardOf(own, word => word) : null
    let name = unit ? `${unit}家属院` : yard
    while (!name || own.has(name)) name = numbered(random, quarter, what === 'single')
    own.add(name)
    return { name, unit }
  }
}

const numbered = (random: Random, quarter: string, single: boolean) => {
  const street = random.pick(names.prefixes[quarter] ?? ['新街'])
  return `${street} ${random.whole(1, 98)} 号${single ? '楼' : '院'}`
}
