import type { Compound, Division, Organisation } from '#core/api/index.ts'
import { homeLevels } from '#core/imports/divisions.ts'
import { ledgerFields } from '#core/imports/headers.ts'
import { choicesOf, indicatorOf } from '#core/plan/meets.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import type { Cell } from './spreadsheet.ts'
import type { ExportColumn } from './table.ts'

/** A compound with what its ledger row does not hold. */
export interface ExportedCompound extends Compound {
  is_verified: boolean
  /** Of its shape, m², geodesic. */
  ground_m2: number | null
  area_name: string | null
}

type Column = ExportColumn<ExportedCompound>

const named = (items: { id: number; name: string }[]) => {
  const names = new Map(items.map(({ id, name }) => [id, name]))
  return (id: number | string | null | undefined) => names.get(Number(id)) ?? null
}

const wordOf = (plan: PlanDocument, id: string, value: string | null | undefined): Cell => {
  const indicator = indicatorOf(plan, id)
  if (value === null || value === undefined) return null
  if (!indicator) return value
  if (indicator.type === 'number' || indicator.type === 'count') return Number(value)
  return choicesOf(plan, indicator).find(choice => choice.id === value)?.zh ?? value
}

const levelColumns = (plan: PlanDocument, divisions: Division[], header: (field: string) => string): Column[] => {
  const byId = new Map(divisions.map(division => [division.id, division]))
  const onLevel = (level: string, community: number | null) => {
    for (let at = byId.get(community ?? 0); at; at = byId.get(at.parent ?? 0)) if (at.level === level) return at.name
    return null
  }
  return homeLevels(plan).map(id => ({
    zh: header(`level:${id}`),
    value: ({ community }) => onLevel(id, community),
  }))
}

const MEMBERS: Record<string, string> = { baseline: '底数', addition: '另增' }

/** Every column of a compound: what a ledger has, every indicator of the plan, and what is worked out of them. Our own importer reads it again. */
export const compoundColumns = (
  plan: PlanDocument,
  { divisions, organisations }: { divisions: Division[]; organisations: Organisation[] },
): Column[] => {
  const organisation = named(organisations)
  const headers = new Map(ledgerFields(plan).map(({ field, zh }) => [field, zh]))
  const header = (field: string) => headers.get(field) ?? field
  const shown = shownIndicator(plan)
  const mode = modeIndicator(plan)
  const others = plan.indicators.filter(({ id, on, derived }) => on === 'compound' && !derived && id !== shown)
  return [
    { zh: header('code'), value: ({ code }) => code },
    { zh: header('name'), value: ({ name }) => name },
    ...levelColumns(plan, divisions, header),
    { zh: header('households'), value: ({ households }) => households },
    { zh: header('floor_area'), value: ({ floor_area }) => floor_area },
    { zh: header('buildings'), value: ({ buildings }) => buildings },
    { zh: header('built_year'), value: ({ values }) => (values.built_year ? Number(values.built_year) : null) },
    { zh: header('task_owner'), value: ({ values }) => organisation(values.task_owner) },
    { zh: header('due_on'), value: ({ values }) => values.due_on ?? null },
    {
      zh: mode ? header('mode') : (indicatorOf(plan, shown)?.zh ?? shown),
      value: ({ management }) => wordOf(plan, shown, management),
    },
    ...(mode
      ? ([
          { zh: header('manager'), value: each => organisation(each.organisation) },
          { zh: header('since'), value: ({ since }) => since },
        ] satisfies Column[])
      : []),
    ...others.map(
      ({ id, type }): Column => ({
        zh: header(id),
        value: ({ values }) => (type === 'reference' ? organisation(values[id]) : wordOf(plan, id, values[id])),
      }),
    ),
    { zh: '核定情况', value: each => (each.management === null ? null : each.is_verified ? '已核定' : '未核定') },
    { zh: '底数情况', value: ({ member }) => MEMBERS[member] ?? null },
    { zh: '占地（平方米）', value: ({ ground_m2 }) => (ground_m2 === null ? null : Math.round(ground_m2)) },
    { zh: '物业管理区域', value: ({ area_name }) => area_name },
  ]
}
