import type { Basis } from '#core/api/common.ts'
import { type History, rowOn } from '#core/coverage/history.ts'

/** When a compound of its own is due: never said, by the day compared with, since then, or still ahead. */
export type DueState = 'none' | 'before' | 'between' | 'ahead'

/** So many subjects that were in one state on the day compared with are in another on the day asked of. */
export interface Transition {
  /** The subject itself where each is a row of its own. */
  subject: number | null
  /** Whose task it is on the day asked of. */
  owner: number | null
  due: DueState
  counted_before: boolean
  counted: boolean
  community_before: number | null
  community: number | null
  values_before: (string | null)[]
  values: (string | null)[]
  /** Whether the weight asked for differs between the two days. */
  reweighed: boolean
  count: number
  weight_before: number
  weight: number
  /** The first of those in which anything changed, by id. */
  subjects: number[]
}

export interface TransitionQuestion {
  basis: Basis
  counted_by: 'count' | 'floor_area' | 'households'
  since: string
  as_of: string
}

/** What stands beside a subject's history: whose task it is, and by when. */
export interface SubjectFacts {
  name: string
  owner: number | null
  due_on: string | null
}

export const dueStateOf = (due_on: string | null, since: string, as_of: string): DueState => {
  if (due_on === null) return 'none'
  if (due_on <= since) return 'before'
  return due_on <= as_of ? 'between' : 'ahead'
}

/** The transitions of a history, one a subject; the database counts the same, many at once. */
export function transitionsOf(
  history: History,
  facts: ReadonlyMap<number, SubjectFacts>,
  bases: string[],
  { basis, counted_by, since, as_of }: TransitionQuestion,
): Transition[] {
  const tables = bases.map(id => history.indicators.get(id)?.[basis])
  const transitions: Transition[] = []
  for (const [subject, rows] of history.indicators.get('roster')?.[basis] ?? []) {
    const [then, now] = [rowOn(rows, since), rowOn(rows, as_of)]
    const [counted_before, counted] = [then?.member === 'baseline', now?.member === 'baseline']
    if (!counted_before && !counted) continue
    const valuesOn = (day: string) => tables.map(table => rowOn(table?.get(subject), day)?.value ?? null)
    const weightOf = (row: typeof now, counts: boolean) => (!counts ? 0 : counted_by === 'count' ? 1 : row![counted_by])
    const weight_before = weightOf(then, counted_before)
    const weight = weightOf(now, counted)
    const { owner = null, due_on = null } = facts.get(subject) ?? {}
    transitions.push({
      subject,
      owner,
      due: dueStateOf(due_on, since, as_of),
      counted_before,
      counted,
      community_before: counted_before ? then!.community : null,
      community: counted ? now!.community : null,
      values_before: valuesOn(since),
      values: valuesOn(as_of),
      reweighed: counted_before && counted && weight_before !== weight,
      count: 1,
      weight_before,
      weight,
      subjects: [subject],
    })
  }
  return transitions
}
