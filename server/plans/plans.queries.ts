import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { PlanSummary } from '#core/api/plans.ts'
import { inPresentForm } from '#core/plan/earlier-forms.ts'
import { choicesOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Db } from '../db/database.ts'
import { asOwner, recordWrite } from '../db/write.ts'

/** Makes a plan's row and head where there are none; a demo plan's day may be pinned. */
export async function createPlan(
  db: Db,
  id: string,
  { demo = false, pinned_on = null }: { demo?: boolean; pinned_on?: string | null } = {},
) {
  await asOwner(db, async trx => {
    await trx
      .insertInto('plan')
      .values({ id, demo, pinned_on })
      .onConflict(oc => oc.doNothing())
      .execute()
    await trx
      .insertInto('plan_head')
      .values({ plan: id })
      .onConflict(oc => oc.doNothing())
      .execute()
  })
}

/** Adds a plan revision when the document differs from the one in force; true when it did. `recorded_at` is for a demo plan's past. */
export async function revisePlan(db: Db, document: PlanDocument, recorded_at?: string): Promise<boolean> {
  const text = JSON.stringify(document)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const before = await db
    .selectFrom('plan_revision')
    .select(['sha256', 'revision'])
    .where('plan', '=', document.id)
    .orderBy('revision', 'desc')
    .executeTakeFirst()
  if (before?.sha256 === sha256) return false
  await recordWrite(
    db,
    document.id,
    { account: 'system', action: 'plan', note: document.title, recorded_at },
    async (trx, write) => {
      const revision = (before?.revision ?? 0) + 1
      await trx
        .insertInto('plan_revision')
        .values({ plan: document.id, seq: write.seq, revision, sha256, document: text })
        .execute()
      await trx.deleteFrom('plan_indicator').where('plan', '=', document.id).execute()
      await trx.insertInto('plan_indicator').values(indicatorRows(document)).execute()
    },
  )
  return true
}

const indicatorRows = (document: PlanDocument) =>
  document.indicators
    .filter(indicator => !indicator.derived)
    .map(indicator => ({
      plan: document.id,
      id: indicator.id,
      subject_kind: indicator.on,
      type: indicator.type === 'mode' ? 'choice' : indicator.type,
      choices:
        indicator.type === 'mode' || indicator.type === 'choice'
          ? choicesOf(document, indicator).map(choice => choice.id)
          : null,
    }))

/** The document in force at a write; the last one where none is given. */
export async function documentAt(db: Db, plan: string, known: number | null) {
  const row = await db
    .selectFrom('plan_revision')
    .select(['document', 'revision'])
    .where('plan', '=', plan)
    .$if(known !== null, query => query.where('seq', '<=', known))
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, document: inPresentForm(row.document as PlanDocument) }
}

export interface PlanHead
  extends Omit<PlanSummary, 'title' | 'short_title' | 'place' | 'known_at' | 'bbox' | 'basemap'> {
  recorded_at: string
}

/** Every plan's head and clock; one of them where it is named. */
export async function planHeads(db: Db, plan?: string): Promise<PlanHead[]> {
  const { rows } = await sql<PlanHead>`
    select p.id, p.demo, (plan_now(p.id) at time zone 'Asia/Shanghai')::date as today, h.seq, h.recorded_at, h.geometry_revision,
      (select coalesce(max(revision), 0) from plan_revision r where r.plan = p.id) as plan_revision
    from plan p join plan_head h on h.plan = p.id
    where ${plan === undefined ? sql`true` : sql`p.id = ${plan}`} order by p.id`.execute(db)
  return rows
}

/** What each plan's document in force calls it. */
export async function planNames(db: Db): Promise<(PlanNames & { plan: string })[]> {
  const { rows } = await sql<PlanNames & { plan: string }>`
    select distinct on (plan) plan, document ->> 'title' as title, document ->> 'short_title' as short_title, document ->> 'place' as place
    from plan_revision order by plan, revision desc`.execute(db)
  return rows
}
export type PlanNames = Pick<PlanSummary, 'title' | 'short_title' | 'place'>

export type Extent = PlanSummary['bbox']

const NEWEST = 2 ** 31 - 1

/** Where a plan's compounds lie at a geometry revision (now where none is given), lon/lat: [west, south, east, north]; null when none is located. */
export async function extentOf(db: Db, plan: string, revision = NEWEST): Promise<Extent> {
  const { rows } = await sql<{ box: [number | null, number, number, number] }>`
    select array[min(ST_XMin(g.geom)), min(ST_YMin(g.geom)), max(ST_XMax(g.geom)), max(ST_YMax(g.geom))] as box
    from (select distinct on (s.subject) s.geom from shape s join subject u on u.id = s.subject
      where s.plan = ${plan} and u.kind = 'compound' and s.geometry_revision <= ${revision}::int order by s.subject, s.geometry_revision desc) g`.execute(
    db,
  )
  const [west, ...rest] = rows[0]!.box
  return west === null ? null : [west, ...rest]
}

/** The last write known at a moment, and the geometry revision then; 0 before the first. */
export async function writeAt(db: Db, plan: string, moment: string) {
  const { rows } = await sql<{ seq: number; geometry_revision: number }>`
    select coalesce(max(seq), 0)::bigint as seq, coalesce(max(geometry_revision), 0) as geometry_revision
    from plan_write where plan = ${plan} and recorded_at <= ${moment}::timestamptz`.execute(db)
  return rows[0]!
}
