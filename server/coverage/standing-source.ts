import { type RawBuilder, sql } from 'kysely'
import type { Basis } from '#core/api/common.ts'

/** Of which plan and basis a figure is asked, and up to which write it is known; null is now. */
export interface Asked {
  plan: string
  basis: Basis
  known: number | null
}

/** The spans of a plan as a table to select from, now or as known after a write. */
export const spanSource = (plan: string, known: number | null): RawBuilder<unknown> =>
  known === null
    ? sql`(select * from span where plan = ${plan})`
    : sql`(select * from spans_of(${plan}, null, ${known}::bigint))`

/** `spans`: the same as a common table, worked out once where it is asked of several times. */
export const spansSource = (plan: string, known: number | null): RawBuilder<unknown> =>
  sql`spans as ${known === null ? sql`not materialized` : sql`materialized`} ${spanSource(plan, known)}`

/** The last write that counts as known. */
export const lastKnown = (known: number | null): number => known ?? Number.MAX_SAFE_INTEGER

/**
 * `st`: the standing rows a figure is counted from, as a common table. Now they are kept ready; for an earlier knowledge
 * the same rule works them out from the observations, exact rather than fast.
 */
export const standingSource = ({ plan, basis, known }: Asked): RawBuilder<unknown> =>
  known === null
    ? sql`st as not materialized (select * from standing where plan = ${plan} and basis = ${basis})`
    : sql`st as materialized (select * from standing_of(${plan}, null, ${known}::bigint) where basis = ${basis})`
