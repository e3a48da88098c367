import type { Correction } from '#core/api/closings.ts'
import type { Basis } from '#core/api/common.ts'
import { type History, rowOn, type StandingRow } from '../coverage/history.ts'

const BASES = ['reported', 'verified'] as const satisfies Basis[]
const FACTS = ['member', 'community', 'households', 'floor_area'] as const
const MEMBERSHIP = ['member'] as const satisfies (typeof FACTS)[number][]

interface Said {
  before: string | null
  after: string | null
}

/**
 * What an earlier closing would say otherwise of its own day by what is known now: each subject's membership, community and
 * weights, and its value of each indicator on either basis; by subject, one by one. Of who is no member at one of them only that is said.
 */
export function changedSince(
  before: History,
  after: History,
  day: string,
  nameOf: (subject: number) => string,
): Correction[] {
  const subjects = new Set<number>()
  for (const { indicators } of [before, after])
    for (const rows of indicators.values())
      for (const basis of BASES) for (const id of rows[basis].keys()) subjects.add(id)
  return [...subjects]
    .sort((a, b) => a - b)
    .flatMap(subject => {
      const on = (history: History, indicator: string, basis: Basis) =>
        rowOn(history.indicators.get(indicator)?.[basis].get(subject), day)
      const [then, now] = [on(before, 'roster', 'reported'), on(after, 'roster', 'reported')]
      const named = { subject, name: nameOf(subject), community: (now ?? then)?.community ?? null }
      const facts = (isMember(then) && isMember(now) ? FACTS : MEMBERSHIP).flatMap(fact => {
        const said = { before: factOf(then, fact), after: factOf(now, fact) }
        return differs(said) ? [{ ...named, indicator: fact, bases: [...BASES], ...said }] : []
      })
      const values = [...new Set([...before.indicators.keys(), ...after.indicators.keys()])]
        .filter(indicator => indicator !== 'roster')
        .flatMap(indicator =>
          together(
            BASES.map(basis => ({
              basis,
              before: on(before, indicator, basis)?.value ?? null,
              after: on(after, indicator, basis)?.value ?? null,
            })),
          ).map(said => ({ ...named, indicator, ...said })),
        )
      return [...facts, ...values]
    })
}

const isMember = (row: StandingRow | undefined): row is StandingRow =>
  row !== undefined && row.value !== null && row.member !== ''

function factOf(row: StandingRow | undefined, fact: (typeof FACTS)[number]): string | null {
  if (!isMember(row)) return null
  const value = row[fact]
  return value === null ? null : String(value)
}

const differs = ({ before, after }: Said) => before !== after

/** Changes of both bases that read the same are one. */
function together(said: (Said & { basis: Basis })[]): (Said & { bases: Basis[] })[] {
  const changes: (Said & { bases: Basis[] })[] = []
  for (const { basis, ...change } of said.filter(differs)) {
    const same = changes.find(({ before, after }) => before === change.before && after === change.after)
    if (same) same.bases.push(basis)
    else changes.push({ ...change, bases: [basis] })
  }
  return changes
}
