import type { Compound } from '#core/api/compounds.ts'
import type { Division, Organisation } from '#core/api/plans.ts'
import type { History, Member, Rows, StandingRow } from '#core/coverage/history.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { BoardBook } from '#core/ranking/board.ts'
import { planFile } from '../../helpers/plans.ts'

/** One compound of a small county: `managed` is its management from a day on, null where it was lost. */
export interface Yard {
  name: string
  in: string
  managed?: Record<string, string>
  /** Its community from a day on, where it moved. */
  moved?: Record<string, string>
  /** Its place on the roster from a day on; on the baseline all along where left out. */
  member?: Record<string, Member>
  households?: Record<string, number>
  owner?: string
  due_on?: string
}

const LONG_AGO = '2024-03-01'

/** A book of a county of one town, drawn from a list of yards; communities and units are numbered as they are named. */
export function smallCounty(
  yards: Yard[],
  change: (document: PlanDocument) => Partial<PlanDocument> = () => ({}),
): BoardBook {
  const base = planFile('xx-county-2024')
  const document = { ...base, ...change(base) }
  const communities = [...new Set(yards.flatMap(yard => [yard.in, ...Object.values(yard.moved ?? {})]))]
  const owners = [...new Set(yards.flatMap(yard => yard.owner ?? []))]
  const community = (name: string) => 100 + communities.indexOf(name)
  const owner = (name: string) => 200 + owners.indexOf(name)
  const divisions: Division[] = [
    division(1, '县', 'county', null),
    division(2, '城关镇', 'town', 1),
    ...communities.map(name => division(community(name), name, 'community', 2)),
  ]
  const organisations: Organisation[] = owners.map(name => ({ id: owner(name), code: name, name }))
  const roster: Rows = new Map()
  const management: Rows = new Map()
  yards.forEach((yard, i) => {
    const id = 1000 + i
    const on = <T>(changes: Record<string, T> | undefined, day: string, first: T) =>
      Object.entries(changes ?? {}).findLast(([from]) => from <= day)?.[1] ?? first
    const days = (...all: (Record<string, unknown> | undefined)[]) =>
      [...new Set([LONG_AGO, ...all.flatMap(each => Object.keys(each ?? {}))])].sort()
    const context = (day: string) => ({
      organisation: null,
      community: community(on(yard.moved, day, yard.in)),
      member: on(yard.member, day, 'baseline' as Member),
      households: on(yard.households, day, 80),
      floor_area: 9000,
    })
    const row = (from: string, value: string | null): StandingRow => ({ from, value, ...context(from) })
    roster.set(
      id,
      days(yard.member, yard.moved, yard.households).map(day => row(day, context(day).member || null)),
    )
    const managed = Object.entries(yard.managed ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
    if (managed.length > 0)
      management.set(
        id,
        managed.map(([day, value]) => row(day, value)),
      )
  })
  const history: History = {
    seq: 9,
    known_at: null,
    geometry_revision: 1,
    indicators: new Map([
      ['roster', { reported: roster, verified: roster }],
      ['management', { reported: management, verified: management }],
    ]),
    verdicts_then: {},
  }
  const compounds = yards.map((yard, i) =>
    compound(1000 + i, yard, community(yard.in), yard.owner ? owner(yard.owner) : null),
  )
  return { document, divisions, organisations, compounds, histories: new Map([['coverage', history]]) }
}

const division = (id: number, name: string, level: string, parent: number | null): Division => ({
  id,
  code: String(id),
  name,
  level,
  parent,
  bbox: null,
})

const compound = (id: number, { name, due_on }: Yard, community: number, owner: number | null): Compound => ({
  id,
  code: name,
  name,
  community,
  town: 2,
  management: null,
  organisation: null,
  since: null,
  households: null,
  floor_area: null,
  buildings: null,
  member: 'baseline',
  at: null,
  from_on: null,
  to_on: null,
  reported_on: [],
  returned: false,
  values: { ...(owner ? { task_owner: String(owner) } : {}), ...(due_on ? { due_on } : {}) },
})

/** So many yards of a community, the first of them managed since a day. */
export const yards = (community: string, total: number, managed: number, since = '2024-05-01'): Yard[] =>
  Array.from({ length: total }, (_, i) => ({
    name: `${community}${i + 1}号院`,
    in: community,
    ...(i < managed ? { managed: { [since]: 'professional' } } : {}),
  }))
