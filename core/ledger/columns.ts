import { choicesOf, indicatorOf } from '../plan/meets.ts'
import { modeIndicator } from '../plan/mode.ts'
import type { Choice, PlanDocument } from '../plan/plan-document.ts'

export type CellType =
  | 'text'
  | 'community'
  | 'organisation'
  | 'choice'
  | 'boolean'
  | 'count'
  | 'number'
  | 'year'
  | 'day'
  | 'told'

/** One column of the ledger: a fact, an indicator of the plan, or something worked out that nobody types in. */
export interface LedgerColumn {
  id: string
  type: CellType
  /** What an edited cell is an observation of; null where it cannot be edited. */
  indicator: string | null
  /** What the plan calls it; a fact's name is the locale's. */
  called: { zh: string; en?: string } | null
  choices: readonly Choice[]
}

const fact = (id: string, type: CellType, indicator: string | null = id): LedgerColumn => ({
  id,
  type,
  indicator,
  called: null,
  choices: [],
})

const TYPES: Record<string, CellType> = {
  mode: 'choice',
  choice: 'choice',
  boolean: 'boolean',
  count: 'count',
  number: 'number',
  reference: 'organisation',
  day: 'day',
}

/** The columns of a plan's ledger, in the order a clerk reads them; the plan's other indicators come last. */
export const ledgerColumns = (plan: PlanDocument): LedgerColumn[] => {
  const mode = modeIndicator(plan)
  const others = plan.indicators.filter(({ on, derived, id }) => on === 'compound' && !derived && id !== mode?.id)
  const level = (id: string) => plan.levels.find(each => each.id === id) ?? null
  const managed: LedgerColumn[] = mode
    ? [
        { ...fact('mode', 'choice', mode.id), called: mode, choices: choicesOf(plan, mode) },
        fact('manager', 'organisation', mode.id),
        fact('since', 'day', mode.id),
      ]
    : []
  return [
    fact('code', 'text', null),
    fact('name', 'text'),
    { ...fact('town', 'told', null), called: level('town') },
    { ...fact('community', 'community'), called: level('community') },
    ...managed,
    fact('households', 'count'),
    fact('floor_area', 'count'),
    fact('buildings', 'count'),
    fact('built_year', 'year'),
    fact('task_owner', 'organisation'),
    fact('due_on', 'day'),
    fact('verified', 'told', null),
    fact('area', 'told', null),
    fact('reported_on', 'told', null),
    ...others.map(indicator => ({
      id: indicator.id,
      type: TYPES[indicator.type] ?? 'text',
      indicator: indicator.id,
      called: indicator,
      choices: choicesOf(plan, indicator),
    })),
  ]
}

/** Whether a plan's column speaks of the management: who, how and since when are one observation. */
export const isManagement = (plan: PlanDocument, { id, indicator }: LedgerColumn): boolean =>
  ['mode', 'manager', 'since'].includes(id) && indicator !== null && indicatorOf(plan, indicator) !== undefined
