import { type RawBuilder, sql } from 'kysely'
import type { Basis, SubjectKind } from '#core/api/common.ts'

/** Of which plan and basis a figure is asked, and up to which write it is known; null is now. */
export interface Asked {
  plan: string
  basis: Basis
  known: number | null
}

/** The last write that counts as known. */
export const lastKnown = (known: number | null): number => known ?? Number.MAX_SAFE_INTEGER

/**
 * `touched`: the subjects written of after a write, with their kin; all of the plan where the roster was frozen or unfrozen since.
 * Of everybody else the same was known then as now.
 */
const touchedSource = (plan: string, known: number): RawBuilder<unknown> => sql`
  touched as materialized (
    select unnest(case when bool_or(w.indicator = 'roster_frozen') then array(select id from subject where plan = ${plan})
      else kin_of(${plan}, array_agg(distinct w.subject)) end) as subject
    from (
      select subject, indicator from observation where plan = ${plan} and seq > ${known}::bigint
      union all
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = ${plan} and v.seq > ${known}::bigint
    ) w
  )`

const untouched = sql`not exists (select from touched t where t.subject = x.subject)`
const again = sql`array(select subject from touched)`

/** The spans of a plan, or of its subjects of one kind, as a table to select from, now or as known after a write. */
export function spanSource(plan: string, known: number | null, kind?: SubjectKind): RawBuilder<unknown> {
  // Joined by subject in any case: naming the kind here, too, made the planner take another way, two hundred times as long.
  if (known === null) return sql`(select * from span where plan = ${plan})`
  const kept = kind ? sql`x.plan = ${plan} and x.subject in (${ofKind(plan, kind)})` : sql`x.plan = ${plan}`
  const touched = kind ? sql`array(select subject from touched intersect ${ofKind(plan, kind)})` : again
  return sql`(
      with ${touchedSource(plan, known)}
      select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.observation from span x where ${kept} and ${untouched}
      union all
      select * from spans_of(${plan}, ${touched}, ${known}::bigint)
    )`
}

const ofKind = (plan: string, kind: SubjectKind) => sql`select id from subject where plan = ${plan} and kind = ${kind}`

/** `spans`: the same as a common table, worked out once where it is asked of several times. */
export const spansSource = (plan: string, known: number | null): RawBuilder<unknown> =>
  sql`spans as ${known === null ? sql`not materialized` : sql`materialized`} ${spanSource(plan, known)}`

const COLUMNS = sql`x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area`

/**
 * `st`: the standing rows a figure is counted from, as a common table; both bases where none is named. Now they are kept ready.
 * For an earlier knowledge those of all who were not touched since are the same; the rule works out the others from the observations.
 */
export const standingSource = ({
  plan,
  basis,
  known,
}: Omit<Asked, 'basis'> & { basis?: Basis }): RawBuilder<unknown> => {
  const based = basis === undefined ? sql`` : sql`and x.basis = ${basis}`
  if (known === null)
    return sql`st as not materialized (select ${COLUMNS} from standing x where x.plan = ${plan} ${based})`
  return sql`${touchedSource(plan, known)}, st as materialized (
    select ${COLUMNS} from standing x where x.plan = ${plan} ${based} and ${untouched}
    union all
    select ${COLUMNS} from standing_of(${plan}, ${again}, ${known}::bigint) x where true ${based}
  )`
}
