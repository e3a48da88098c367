import type { Division } from '#core/api/plans.ts'
import { type History, rowOn, type StandingRow } from '#core/coverage/history.ts'
import { coversOf, shownValue } from '#core/coverage/tally.ts'
import { unitOf } from '#core/divisions/tree.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { WholeQuestion } from './board-from.ts'
import type { Reason } from './rows.ts'
import type { SubjectFacts } from './transition.ts'
import type { Picked } from './units.ts'

/** Tells when and from what to what a subject moved a row, from the subject's own history. */
export function reasonOn(
  document: PlanDocument,
  history: History | undefined,
  { divisions, facts }: { divisions: Division[]; facts: ReadonlyMap<number, SubjectFacts> },
  { of, as_of, since, basis, counted_by, indicator }: WholeQuestion,
): (picked: Picked, unit: number) => Reason {
  const covers = coversOf(document, indicator)
  const tables = baseIndicators(document, indicator).map(id => history?.indicators.get(id)?.[basis])
  const roster = history?.indicators.get('roster')?.[basis]
  const level = divisions.some(division => division.level === of) ? unitOf(divisions, of) : null
  return ({ kind, subject }, unit) => {
    const held = tables.map(table => table?.get(subject))
    const context = roster?.get(subject)
    const valuesOn = (day: string) => held.map(rows => rowOn(rows, day)?.value ?? null)
    const counts = (day: string) => {
      const row = rowOn(context, day)
      return row?.member === 'baseline' && (!level || level(row.community) === unit)
    }
    const weight = (day: string) => (counted_by === 'count' ? 1 : (rowOn(context, day)?.[counted_by] ?? 0))
    const lastChange = (of: (day: string) => unknown) => lastDay([context, ...held], since, as_of, of)
    const shown = (day: string) => shownValue(document, indicator, valuesOn(day), covers)
    const { name = String(subject), due_on } = facts.get(subject) ?? {}
    const said = { subject, name, kind, before: shown(since), now: shown(as_of) }
    if (kind === 'joined' || kind === 'left') return { ...said, day: lastChange(counts) }
    if (kind === 'gained' || kind === 'lost') return { ...said, day: lastChange(day => covers(valuesOn(day))) }
    if (kind === 'scored') return { ...said, day: lastChange(day => valuesOn(day)[0]) }
    if (kind === 'fell_due') return { ...said, day: due_on ?? as_of }
    return { ...said, day: lastChange(weight), before: String(weight(since)), now: String(weight(as_of)) }
  }
}

/** The last day after `since` on which something turned into another; the day asked of where none is found. */
function lastDay(
  tables: (StandingRow[] | undefined)[],
  since: string,
  as_of: string,
  of: (day: string) => unknown,
): string {
  const days = new Set(tables.flatMap(rows => rows?.map(({ from }) => from) ?? []))
  const between = [...days].filter(day => day > since && day <= as_of).sort()
  return between.findLast((day, i) => of(day) !== of(between[i - 1] ?? since)) ?? as_of
}
