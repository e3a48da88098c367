import type { Area, AreaPage, AreaRevision } from '#core/api/areas.ts'
import type { Db } from '../db/database.ts'
import { areaById, areaRevisions, areasOn } from './areas.queries.ts'

/** An area as it holds on a day, or as it was last published where it does not, with its history; nothing where there is none known. */
export async function areaPage(
  db: Db,
  plan: string,
  id: number,
  day: string,
  known: number | null,
): Promise<AreaPage | undefined> {
  const identity = await areaById(db, plan, id)
  const revisions = identity ? await areaRevisions(db, plan, id, known) : []
  if (!identity || revisions.length === 0) return undefined
  const [area = lastPublished(identity, revisions)] = await areasOn(db, plan, day, known, id)
  return { area, revisions }
}

function lastPublished(
  identity: Pick<Area, 'id' | 'code' | 'kind' | 'town' | 'community'>,
  revisions: AreaRevision[],
): Area {
  const { from_on, to_on, name, ground, ground_note, shared_facilities, compounds, shape, m2 } = revisions.findLast(
    ({ retired }) => !retired,
  )!
  const version = revisions.at(-1)!.revision
  return { ...identity, version, from_on, to_on, name, ground, ground_note, shared_facilities, compounds, m2, shape }
}
