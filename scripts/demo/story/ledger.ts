import type { Day, DemoCompound } from '../types.ts'
import type { Entry, Journal } from './journal.ts'

export const factsOf = (compound: DemoCompound): [string, string][] => [
  ['name', compound.name],
  ['community', compound.community],
  ['households', String(compound.households)],
  ['floor_area', String(compound.floor_area)],
  ['buildings', String(compound.buildings)],
  ['built_year', String(compound.built_year)],
]

export const marksOf = (compound: DemoCompound): [string, string][] => [
  ['condition', compound.condition],
  ['unit_yard', String(compound.unit_yard)],
]

/** Writes every fact of a compound; the keys come back by indicator. */
export const writeFacts = (journal: Journal, entry: Entry, day: Day, code: string, facts: [string, string][]) =>
  new Map(
    facts.map(([indicator, value]) => [
      indicator,
      journal.write(entry, { subject: { kind: 'compound', code }, indicator, value, effective_on: day }),
    ]),
  )

export const putOnRoster = (journal: Journal, entry: Entry, day: Day, code: string) =>
  journal.write(entry, { subject: { kind: 'compound', code }, indicator: 'roster', value: 'in', effective_on: day })
