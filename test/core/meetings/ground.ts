import type { Compound } from '#core/api/compounds.ts'
import type { History, Rows, StandingRow } from '#core/coverage/history.ts'
import type { Ground } from '#core/meetings/propose-sites.ts'
import { baseIndicators, indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** One yard as a test tells it: which community, how large, where, and what stands from which day. */
export interface Told {
  id: number
  community?: number | null
  households?: number
  at?: [number, number] | null
  /** Values of the headline from a day on; the last one is the compound's management, too. */
  says?: { from: string; value: string | null; verified?: boolean }[]
  member?: StandingRow['member']
}

const row = (yard: Told, from: string, value: string | null): StandingRow => ({
  from,
  value,
  organisation: null,
  community: yard.community ?? null,
  member: yard.member ?? 'baseline',
  households: yard.households ?? 0,
  floor_area: 0,
})

const compoundOf = (yard: Told): Compound => {
  const last = yard.says?.at(-1)
  return {
    id: yard.id,
    code: `c${yard.id}`,
    name: `${yard.id} 号院`,
    community: yard.community ?? null,
    town: null,
    management: last?.value ?? null,
    organisation: null,
    since: last?.from ?? null,
    households: yard.households ?? null,
    floor_area: null,
    buildings: null,
    member: yard.member ?? 'baseline',
    at: yard.at === undefined ? [112 + yard.id / 1000, 34] : yard.at,
    from_on: null,
    to_on: null,
    reported_on: [],
    returned: false,
    values: {},
  }
}

/** A plan's compounds as the headline's history tells them; where it rests on yes and no, any mode but none is a yes. */
export const groundOf = (document: PlanDocument, yards: Told[]): Ground => {
  const asBase = (id: string, value: string | null) =>
    indicatorOf(document, id)?.type === 'boolean' ? String(value !== null && value !== 'none') : value
  const rowsOf = (id: string, checked: boolean): Rows =>
    new Map(
      yards.map(yard => [
        yard.id,
        (yard.says ?? [])
          .filter(({ verified = true }) => verified || !checked)
          .map(({ from, value }) => row(yard, from, asBase(id, value))),
      ]),
    )
  const roster: Rows = new Map(yards.map(yard => [yard.id, [row(yard, '2000-01-01', 'baseline')]]))
  const { indicator } = document.headline
  const history: History = {
    seq: 1,
    known_at: null,
    geometry_revision: 1,
    indicators: new Map([
      ['roster', { reported: roster, verified: roster }],
      ...baseIndicators(document, indicator).map(
        id => [id, { reported: rowsOf(id, false), verified: rowsOf(id, true) }] as const,
      ),
    ]),
    verdicts_then: {},
  }
  return {
    document,
    divisions: [1, 2, 3].map(id => ({ id, name: `第${'一二三'[id - 1]}社区` })),
    organisations: [],
    compounds: yards.map(compoundOf),
    histories: new Map([[indicator, history]]),
  }
}
