import { sql } from 'kysely'
import { ROSTER_ACTS, type Roster } from '#core/api/roster.ts'
import type { RosterCompound, RosterState } from '#core/roster/state.ts'
import type { Db, Trx } from '../db/database.ts'
import { UNDO } from '../imports/undo.queries.ts'

/** What the writes of the acts are called. */
export const ON_ROSTER = ROSTER_ACTS.map(kind => `roster_${kind}`)

/** The freeze that stands: its own write and its day. */
export async function freezeOf(db: Db | Trx, plan: string): Promise<{ seq: number; effective_on: string } | undefined> {
  const { rows } = await sql<{ seq: number; effective_on: string }>`
    select o.seq, o.effective_on from observation o where o.plan = ${plan} and o.indicator = 'roster_frozen' and o.value = 'true'
      and not exists (select from observation r where r.replaces = o.id) order by o.id desc limit 1`.execute(db)
  return rows[0]
}

/** The roster as it stands on a day: every compound of which anything is said. */
export async function rosterOn(db: Db | Trx, plan: string, day: string): Promise<RosterState> {
  const { rows } = await sql<RosterCompound>`
    with held as materialized (
      select p.subject, p.indicator, p.value from span p join subject u on u.id = p.subject
      where p.plan = ${plan} and u.kind = 'compound' and p.basis = 'reported'
        and p.indicator in ('name', 'roster', 'community', 'households', 'split_from', 'merged_into')
        and p.from_on <= ${day}::date and p.to_on > ${day}::date
    )
    select u.id, u.code, coalesce(max(h.value) filter (where h.indicator = 'name'), u.code) as name,
      coalesce(max(h.value) filter (where h.indicator = 'roster') = 'in', false) as on_roster,
      (max(h.value) filter (where h.indicator = 'community'))::bigint as community,
      (max(h.value) filter (where h.indicator = 'households'))::bigint as households,
      (max(h.value) filter (where h.indicator = 'split_from'))::bigint as part_of,
      (max(h.value) filter (where h.indicator = 'merged_into'))::bigint as merged_into,
      exists (select from held s where s.indicator = 'split_from' and s.value = u.id::text) as is_split,
      exists (select from held s where s.indicator = 'merged_into' and s.value = u.id::text) as takes_others
    from subject u left join held h on h.subject = u.id
    where u.plan = ${plan} and u.kind = 'compound' and exists (select from span p where p.subject = u.id) group by u.id, u.code`.execute(
    db,
  )
  const frozen = await freezeOf(db, plan)
  return { frozen_on: frozen?.effective_on ?? null, compounds: new Map(rows.map(row => [row.id, row])) }
}

const LISTED = 200

/** What was done to the roster, newest first, with the compounds each act speaks of. */
export const actsOf = async (db: Db, plan: string): Promise<Roster['acts']> =>
  (
    await sql<Roster['acts'][number]>`
      select w.seq, case when k.said ? 'roster_frozen' then 'freeze' when k.said ? 'split_from' then 'split' when k.said ? 'merged_into' then 'merge'
          when k.gone then 'remove' else 'add' end as kind, w.action = any(${ON_ROSTER}) as can_undo, w.recorded_at, w.account, a.name as account_name,
        k.effective_on,
        w.note as reason, coalesce(c.compounds, '[]') as compounds,
        (select u.seq from plan_write u where u.plan = w.plan and u.action = ${UNDO.roster} and u.note = w.seq::text limit 1) as undone
      from plan_write w join account a on a.id = w.account
      join lateral (
        select jsonb_object_agg(o.indicator, true) as said, bool_or(o.value = 'out') as gone, min(o.effective_on) as effective_on
        from observation o where o.plan = w.plan and o.seq = w.seq and o.indicator in ('roster', 'roster_frozen', 'split_from', 'merged_into')
      ) k on k.said is not null
      left join lateral (
        select jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'name', coalesce(
          (select p.value from span p where p.subject = s.id and p.indicator = 'name' and p.basis = 'reported' order by p.from_on desc limit 1), s.code))
          order by s.id) as compounds
        from subject s where s.kind = 'compound' and s.id in (select o.subject from observation o where o.plan = w.plan and o.seq = w.seq)
      ) c on true
      where w.plan = ${plan} and (w.action = 'roster' or w.action = any(${ON_ROSTER}) or k.said ? 'roster_frozen') and w.action <> ${UNDO.roster} order by w.seq desc limit ${LISTED}`.execute(
      db,
    )
  ).rows

/** Parts an act made of which somebody has said more since. */
export const builtOn = async (db: Db | Trx, plan: string, seq: number): Promise<string[]> =>
  (
    await sql<{ code: string }>`
      select s.code from subject s where s.id in (select p.subject from observation p where p.plan = ${plan} and p.seq = ${seq} and p.indicator = 'split_from')
        and exists (select from observation o where o.subject = s.id and o.seq > ${seq} and o.value is not null
          and not exists (select from observation r where r.replaces = o.id))`.execute(db)
  ).rows.map(({ code }) => code)
