import { sql } from 'kysely'
import type { Connection } from '../../../server/db/connect.ts'

/** How much of a plan's areas breaks what must hold, counted over everything: all zero. */
export async function areaDifferences({ db }: Connection, plan: string) {
  const { rows } = await sql<{ spans: number; members: number; overlaps: number; invalid: number }>`
    with spans as (select area, valid, revision from area_spans_of(${plan}, null, 9223372036854775807)),
      kept as (select area, valid, revision from area_span where plan = ${plan}),
      belongs as (select compound, area, kind, valid from area_members_of(${plan}, null, 9223372036854775807)),
      ready as (select compound, area, kind, valid from area_member where plan = ${plan})
    select
      (select count(*)::int from ((table spans except all table kept) union all (table kept except all table spans)) d) as spans,
      (select count(*)::int from ((table belongs except all table ready) union all (table ready except all table belongs)) d) as members,
      (select count(*)::int from area_span a join area_span b on a.plan = b.plan and a.area < b.area and a.valid && b.valid
        and a.geom && b.geom and real_overlap(a.geom, b.geom)
        where a.plan = ${plan} and a.kind = 'management_area' and b.kind = 'management_area') as overlaps,
      (select count(*)::int from area_revision where plan = ${plan} and not ST_IsValid(geom)) as invalid`.execute(db)
  return rows[0]!
}
