import { sql } from 'kysely'
import type { Connection } from '../../../server/db/connect.ts'

const EVER = sql`9223372036854775807`

/** Rows that are in one of both and not in the other. */
export async function differences({ db }: Connection, plan: string) {
  const count = async (kept: ReturnType<typeof sql>, fresh: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ((${kept} except all ${fresh}) union all (${fresh} except all ${kept})) d`.execute(
      db,
    )
    return rows[0]!.n
  }
  const standing = sql`select subject, indicator, basis, from_on, to_on, value, organisation, community, member, households, floor_area`
  return {
    spans: await count(
      sql`(select subject, indicator, basis, from_on, to_on, value, organisation, observation from span where plan = ${plan})`,
      sql`(select * from spans_of(${plan}, null, ${EVER}))`,
    ),
    standing: await count(
      sql`(${standing} from standing where plan = ${plan})`,
      sql`(${standing} from standing_of(${plan}, null, ${EVER}))`,
    ),
    deltas: await count(
      sql`(select indicator, basis, scope, member, value, day, n::bigint, households::numeric, floor_area::numeric from day_delta
        where plan = ${plan} and (n, households, floor_area) <> (0, 0, 0))`,
      sql`(select e.indicator, e.basis, c.scope, e.member, e.value, t.day, sum(t.sign)::bigint, sum(t.sign * e.households), sum(t.sign * e.floor_area)
        from standing_of(${plan}, null, ${EVER}) e cross join lateral (values (e.from_on, 1), (e.to_on, -1)) t (day, sign)
        cross join lateral (select 0::bigint as scope union select e.community where e.community is not null) c
        where t.day < 'infinity' group by 1, 2, 3, 4, 5, 6
        having sum(t.sign) <> 0 or sum(t.sign * e.households) <> 0 or sum(t.sign * e.floor_area) <> 0)`,
    ),
  }
}
