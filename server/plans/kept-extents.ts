import type { Db } from '../db/database.ts'
import { type Extent, extentOf, type PlanHead } from './plans.queries.ts'

/** Each plan's extent, worked out once for each geometry revision: every open wall asks every few seconds. */
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
