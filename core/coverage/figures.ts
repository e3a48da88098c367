import type { Basis } from '#core/api/common.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { type History, rowOn } from './history.ts'
import { type Figures, keyOf, type Move, type Tally } from './tally.ts'

/** Counts a history on some days, and the moves between the first two of them. */
export function figuresOf(
  plan: PlanDocument,
  history: History,
  indicator: string,
  basis: Basis,
  days: string[],
): Figures {
  const bases = baseIndicators(plan, indicator)
  return {
    at: new Map(days.map(day => [day, tallyOn(history, bases, basis, day)])),
    moves: days.length > 1 ? movesBetween(history, bases, basis, days[1]!, days[0]!) : [],
  }
}

/** Counts the roster's members by community, membership and values. */
export function tallyOn(history: History, bases: string[], basis: Basis, day: string): Tally[] {
  const tallies = new Map<string, Tally>()
  const tables = bases.map(id => history.indicators.get(id)?.[basis])
  for (const [subject, rows] of history.indicators.get('roster')?.[basis] ?? []) {
    const row = rowOn(rows, day)
    if (!row || row.value === null || row.member === '') continue
    const values = tables.map(table => rowOn(table?.get(subject), day)?.value ?? null)
    const key = `${row.community} ${row.member} ${keyOf(values)}`
    const tally = tallies.get(key)
    if (tally) {
      tally.count += 1
      tally.households += row.households
      tally.floor_area += row.floor_area
    } else {
      const { community, member, households, floor_area } = row
      tallies.set(key, { community, member, values, count: 1, households, floor_area })
    }
  }
  return [...tallies.values()]
}

/** Of the baseline on day `to`: whose values changed since day `from`, one move a compound. */
export function movesBetween(history: History, bases: string[], basis: Basis, from: string, to: string): Move[] {
  const tables = bases.map(id => history.indicators.get(id)?.[basis])
  const moves: Move[] = []
  for (const [subject, rows] of history.indicators.get('roster')?.[basis] ?? []) {
    const row = rowOn(rows, to)
    if (row?.member !== 'baseline') continue
    const before = tables.map(table => rowOn(table?.get(subject), from)?.value ?? null)
    const now = tables.map(table => rowOn(table?.get(subject), to)?.value ?? null)
    if (now.some((value, i) => value !== before[i])) moves.push({ community: row.community, before, now, count: 1 })
  }
  return moves
}
