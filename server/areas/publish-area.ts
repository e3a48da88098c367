import type { AreaWritten, Draft } from '#core/api/areas.ts'
import { ApiError, type Current } from '#core/api/errors.ts'
import { AREA_ISSUES } from '#core/areas/issues.ts'
import { toMultiPolygon } from '#core/areas/shape.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'
import { areaRefused } from '../plugins/area-refusal.ts'
import { addSubjects } from '../subjects/subjects.queries.ts'
import { addArea, addRevision, lastRevision } from './areas.queries.ts'
import { checkArea } from './check-area.ts'
import { asShape } from './draft-state.ts'
import { readShape } from './shape-text.ts'

export interface Publication {
  effective_on: string
  note?: string
}

const shapeOf = ({ shape }: Pick<Draft, 'shape'>) => {
  const drawn = shape && toMultiPolygon(asShape(shape))
  return drawn && readShape(drawn)
}

/** Adds the revision a draft asks for, of a new area or of the one it goes on from; the guards in the database judge it. */
export async function publishDraft(
  trx: Trx,
  write: Write,
  draft: Draft,
  { effective_on, note }: Publication,
): Promise<AreaWritten> {
  const last = draft.area === null ? undefined : await lastRevision(trx, write.plan, draft.area)
  if (draft.area !== null && last?.revision !== draft.based_on) throw changed(last!)
  const area = draft.area ?? (await newArea(trx, write, draft))
  const revision = (last?.revision ?? 0) + 1
  await addRevision(trx, write, {
    area,
    revision,
    from_on: effective_on,
    name: draft.name,
    shape: shapeOf(draft),
    ground: draft.ground,
    ground_note: draft.ground_note,
    shared_facilities: draft.shared_facilities,
    compounds: draft.picks,
    note: note ?? null,
    files: draft.files,
  })
  return { area, version: revision, seq: write.seq }
}

async function newArea(trx: Trx, write: Write, { id, kind, town, community }: Draft): Promise<number> {
  const [area] = await addSubjects(trx, write, [{ kind: 'area', code: `area-${id}` }])
  await addArea(trx, { id: area!, plan: write.plan, kind, town, community })
  return area!
}

export interface Retirement {
  version: number
  effective_on: string
  reason: string
}

/** Ends an area from a day on; what it was stays. */
export async function retireArea(
  trx: Trx,
  write: Write,
  area: number,
  { version, effective_on, reason }: Retirement,
): Promise<AreaWritten> {
  const last = (await lastRevision(trx, write.plan, area))!
  if (last.revision !== version) throw changed(last)
  if (last.retired) throw new ApiError('wrong_state', '这个区域已经撤销。')
  const { name, ground, ground_note, shared_facilities } = last
  const revision = version + 1
  await addRevision(trx, write, {
    area,
    revision,
    from_on: effective_on,
    retired: true,
    name,
    shape: null,
    ground,
    ground_note,
    shared_facilities,
    compounds: [],
    note: reason,
    files: [],
  })
  return { area, version: revision, seq: write.seq }
}

const changed = ({ revision, account, account_name, at, shape }: Omit<Current, 'version'> & { revision: number }) =>
  new ApiError('area_changed', `${account_name}在此期间改动过这个区域，您的改动没有覆盖它。`, {
    current: { version: revision, account, account_name, at, shape },
  })

export const isAreaRefusal = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint?.startsWith('area_') ?? false

/** Refused by the database, a draft is judged once more as a whole, so that everything wrong with it is said at once, with its place. */
export async function withEveryFault(
  db: Db,
  document: PlanDocument,
  draft: Draft,
  from_on: string,
  error: unknown,
): Promise<never> {
  const { issues } = await checkArea(db, document, {
    plan: document.id,
    area: draft.area,
    kind: draft.kind,
    town: draft.town,
    community: draft.community,
    ground: draft.ground,
    shape: shapeOf(draft),
    picks: draft.picks,
    from_on,
  })
  const refused = issues.filter(({ code }) => AREA_ISSUES[code] === 'refuse')
  throw refused.length > 0 ? areaRefused(refused) : error
}
