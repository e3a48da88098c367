import { sql } from 'kysely'
import type { PlanSummary } from '#core/api/plans.ts'
import type { Db } from '../db/database.ts'
import type { PlanHead } from './plans.queries.ts'

export type Extent = PlanSummary['bbox']

/** Where a plan's compounds lie now, lon/lat: [west, south, east, north]; null when none is located. */
export async function extentOf(db: Db, plan: string): Promise<Extent> {
  const { rows } = await sql<{ box: [number | null, number, number, number] }>`
    select array[min(ST_XMin(g.geom)), min(ST_YMin(g.geom)), max(ST_XMax(g.geom)), max(ST_YMax(g.geom))] as box
    from (select distinct on (s.subject) s.geom from shape s join subject u on u.id = s.subject
      where s.plan = ${plan} and u.kind = 'compound' order by s.subject, s.geometry_revision desc) g`.execute(db)
  const [west, ...rest] = rows[0]!.box
  return west === null ? null : [west, ...rest]
}

/** The same, worked out once for each geometry revision: every open wall asks every few seconds. */
export function keptExtents(): (db: Db, head: PlanHead) => Promise<Extent> {
  const kept = new Map<string, { revision: number; extent: Extent }>()
  return async (db, { id, geometry_revision: revision }) => {
    const held = kept.get(id)
    if (held?.revision === revision) return held.extent
    const extent = await extentOf(db, id)
    kept.set(id, { revision, extent })
    return extent
  }
}
