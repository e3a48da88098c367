import { sql } from 'kysely'
import type { Draft, DraftBody, DraftState, DraftStep, NewDraft } from '#core/api/areas.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

/** What of a body is stored as it is; `shape` and the lists need their types said. */
const stored = (body: DraftBody) => ({
  kind: body.kind,
  name: body.name,
  town: body.town,
  community: body.community,
  shape: body.shape && JSON.stringify(body.shape),
  picks: sql<number[]>`${body.picks}::bigint[]`,
  ground: body.ground,
  ground_note: body.ground_note,
  shared_facilities: body.shared_facilities,
  files: sql<string[]>`${body.files}::text[]`,
})

export async function addDraft(trx: Trx, plan: string, account: string, { area, based_on, ...body }: NewDraft) {
  const row = await trx
    .insertInto('area_draft')
    .values({ plan, account, saved_by: account, area, based_on, ...stored(body) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const FORTH = { saved_at: sql<string>`date_trunc('milliseconds', clock_timestamp())` }

/** Saves a draft that is at a version and in one of some states; false where it is not, or is not seen by the account that is set. */
export async function saveDraft(
  trx: Trx,
  {
    plan,
    id,
    version,
    account,
    states,
  }: { plan: string; id: number; version: number; account: string; states: readonly DraftState[] },
  change: { body?: DraftBody; state?: DraftState; area?: number; based_on?: number },
): Promise<boolean> {
  const { body, ...rest } = change
  const saved = await trx
    .updateTable('area_draft')
    .set({ ...(body && stored(body)), ...rest, ...FORTH, saved_by: account, version: version + 1 })
    .where('plan', '=', plan)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', 'in', states)
    .returning('id')
    .executeTakeFirst()
  return saved !== undefined
}

/** Drafts with their steps as the account that is set sees them: one, or all in some states, the last saved first. */
export async function draftsOf(
  db: Db,
  plan: string,
  { id, states }: { id?: number; states?: readonly DraftState[] },
): Promise<Draft[]> {
  const { rows } = await sql<Draft>`
    select d.id, d.kind, d.name, d.town, d.community, d.shape, d.picks, d.ground, d.ground_note, d.shared_facilities, d.files,
      d.area, d.based_on, d.version, d.state, d.account, a.name as account_name, d.saved_by, b.name as saved_by_name, d.saved_at,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind,
          'at', case when s.at is not null then jsonb_build_array(ST_X(s.at), ST_Y(s.at)) end, 'text', s.text, 'place', s.place,
          'from_on', s.from_on, 'to_on', s.to_on, 'files', s.files, 'account', w.account, 'account_name', c.name,
          'recorded_at', to_char(w.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.id)
        from draft_step s join plan_write w on w.plan = s.plan and w.seq = s.seq join account c on c.id = w.account
        where s.draft = d.id), '[]') as steps
    from area_draft d join account a on a.id = d.account join account b on b.id = d.saved_by
    where d.plan = ${plan} ${id === undefined ? sql`` : sql`and d.id = ${id}::bigint`}
      ${states === undefined ? sql`` : sql`and d.state = any(${states}::text[])`}
    order by d.saved_at desc, d.id desc limit 500`.execute(db)
  return rows
}

export type NewStep = Pick<DraftStep, 'kind'> &
  Partial<Pick<DraftStep, 'at' | 'text' | 'place' | 'from_on' | 'to_on' | 'files'>>

export async function addStep(trx: Trx, write: Write, draft: number, step: NewStep): Promise<void> {
  await trx
    .insertInto('draft_step')
    .values({
      plan: write.plan,
      seq: write.seq,
      draft,
      kind: step.kind,
      at: step.at ? sql<string>`ST_SetSRID(ST_MakePoint(${step.at[0]}, ${step.at[1]}), 4490)` : null,
      text: step.text ?? null,
      place: step.place ?? null,
      from_on: step.from_on ?? null,
      to_on: step.to_on ?? null,
      files: sql<string[]>`${step.files ?? []}::text[]`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}
