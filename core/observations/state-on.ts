import type { Basis } from '#core/api/common.ts'
import type { Member } from '#core/coverage/history.ts'
import { type Journal, knownAt } from './journal.ts'
import { observationOn, type StandingObservation, standingObservations } from './standing.ts'

/** How a subject counts on a day: its value with successions resolved, and the context it counts in. */
export interface SubjectState {
  /** null: unreported. A split one has its parts' values joined by '|', an unreported part empty. */
  value: string | null
  member: Member
  community: number | null
  households: number
  floor_area: number
}

/** The rule itself, asked of one day; the database answers the same at scale (migrations/0004-standing.sql). */
export function stateOn(journal: Journal, subject: number, indicator: string, basis: Basis, day: string): SubjectState {
  const standing = standingObservations(journal)
  const fact = (id: string, of = subject) => observationOn(standing, of, id, 'reported', day)?.value ?? null
  const number = (id: string) => Number(fact(id) ?? 0)
  return {
    value: valueOn(standing, subject, indicator, basis, day),
    member: memberOn(journal, standing, subject, day),
    community: fact('community') === null ? null : number('community'),
    households: number('households'),
    floor_area: number('floor_area'),
  }
}

function valueOn(
  standing: StandingObservation[],
  subject: number,
  indicator: string,
  basis: Basis,
  day: string,
): string | null {
  const values = carriersOn(standing, subject, day).map(
    id => observationOn(standing, id, indicator, basis, day)?.value ?? '',
  )
  return values.some(value => value !== '') ? values.join('|') : null
}

/** Who carries a subject's state on a day: itself, what it was merged into, or the parts it was split into; by id. */
function carriersOn(standing: StandingObservation[], subject: number, day: string): number[] {
  const found = new Set<number>()
  const walk = (id: number, path: number[]) => {
    const next = successorsOn(standing, id, day)
    if (next.length === 0) found.add(id)
    for (const to of next) if (!path.includes(to)) walk(to, [...path, to])
  }
  walk(subject, [subject])
  return [...found].sort((a, b) => a - b)
}

function successorsOn(standing: StandingObservation[], subject: number, day: string): number[] {
  const into = observationOn(standing, subject, 'merged_into', 'reported', day)
  const parts = subjectsOf(standing).filter(
    id => observationOn(standing, id, 'split_from', 'reported', day)?.value === String(subject),
  )
  return into ? [Number(into.value), ...parts] : parts
}

const isSuccessor = (standing: StandingObservation[], subject: number, day: string): boolean =>
  observationOn(standing, subject, 'split_from', 'reported', day) !== undefined ||
  subjectsOf(standing).some(
    id => observationOn(standing, id, 'merged_into', 'reported', day)?.value === String(subject),
  )

const subjectsOf = (standing: StandingObservation[]): number[] => [...new Set(standing.map(row => row.subject))]

/** Baseline: on the roster when it was frozen, as the freeze knew it, and not removed since. Additions stand beside it. */
function memberOn(journal: Journal, standing: StandingObservation[], subject: number, day: string): Member {
  const freeze = standing.filter(row => row.indicator === 'roster_frozen' && row.value === 'true').at(-1)
  const roster = observationOn(standing, subject, 'roster', 'reported', day)?.value
  if (freeze) {
    const then = standingObservations(knownAt(journal, freeze.seq))
    const wasIn = observationOn(then, subject, 'roster', 'reported', freeze.effective_on)?.value === 'in'
    if (wasIn) return roster === 'out' && day >= freeze.effective_on ? '' : 'baseline'
  }
  if (roster !== 'in' || isSuccessor(standing, subject, day)) return ''
  return freeze ? 'addition' : 'baseline'
}
