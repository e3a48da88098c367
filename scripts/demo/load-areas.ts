import { sql } from 'kysely'
import { fromMultiPolygon } from '#core/areas/shape.ts'
import { addArea, addRevision } from '../../server/areas/areas.queries.ts'
import { addStep } from '../../server/areas/drafts.queries.ts'
import type { Db, Trx } from '../../server/db/database.ts'
import { recordWrite, type Write } from '../../server/db/write.ts'
import { addSubjects } from '../../server/subjects/subjects.queries.ts'
import type { DemoAreaWrite, DemoCounty, DemoDraft, DemoRevision } from './types.ts'

/** Loads a county's areas between its other writes: each of them once its moment has come, the rest with null. */
export function makeAreaLoader(db: Db, plan: string, county: DemoCounty, subjects: Map<string, number>) {
  const waiting = [...(county.area_writes ?? [])]
  const areas = new Map<string, { id: number; revision: number }>()
  const drafts = new Map<string, number>()
  const division = (code: string) => subjects.get(`division ${code}`)!
  const townOf = (community: string) => division(county.divisions.find(({ code }) => code === community)!.parent!)
  const compounds = (codes: string[]) => codes.map(code => subjects.get(`compound ${code}`)!)

  async function addOne(trx: Trx, write: Write, said: DemoRevision) {
    const { area: code, kind, name, community, geometry, effective_on, retired, compounds: codes, ...rest } = said
    const before = areas.get(code)
    const id = before?.id ?? (await addSubjects(trx, write, [{ kind: 'area', code }]))[0]!
    if (!before) await addArea(trx, { id, plan, kind, town: townOf(community), community: division(community) })
    const revision = (before?.revision ?? 0) + 1
    const row = { area: id, revision, from_on: effective_on, retired, name, shape: geometry, files: [] }
    await addRevision(trx, write, { ...row, ...rest, compounds: compounds(codes) })
    areas.set(code, { id, revision })
  }

  async function addDraft(
    trx: Trx,
    { key, state, name, community, compounds: codes, geometry, ground, ground_note }: DemoDraft,
    saved_at: string,
  ) {
    const row = await trx
      .insertInto('area_draft')
      .values({
        plan,
        account: 'town',
        saved_by: 'town',
        saved_at,
        kind: 'management_area',
        name,
        town: townOf(community),
        community: division(community),
        shape: JSON.stringify(fromMultiPolygon(geometry)),
        picks: sql<number[]>`${compounds(codes)}::bigint[]`,
        ground,
        ground_note,
        version: 2,
        state,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    drafts.set(key, row.id)
  }

  const load = ({ recorded_at, action, account, note, revisions, steps }: DemoAreaWrite) =>
    recordWrite(db, plan, { account, action, note, recorded_at, shapes: revisions.length > 0 }, async (trx, write) => {
      for (const said of revisions) await addOne(trx, write, said)
      for (const { draft, ...step } of steps) {
        if (!drafts.has(draft)) await addDraft(trx, county.drafts!.find(({ key }) => key === draft)!, recorded_at)
        await addStep(trx, write, drafts.get(draft)!, step)
      }
    })

  return {
    async upTo(moment: string | null) {
      while (waiting[0] && (moment === null || waiting[0].recorded_at < moment)) await load(waiting.shift()!)
    },
  }
}
