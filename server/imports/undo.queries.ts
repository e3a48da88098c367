import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'
import type { VerificationRow } from '../observations/observations.queries.ts'

/** What the write of an undo is called: of an import, of a batch made by hand, of an act on the roster. */
export const UNDO = { import: 'undo_import', batch: 'undo_batch', roster: 'undo_roster' } as const
const UNDOES = sql`(${sql.join(Object.values(UNDO).map(action => sql.lit(action)))})`

/** A row of an import that was never withdrawn by it, with the row it corrected and what was last found of that one. */
export interface OwnRow {
  /** The row that stands for it now: itself, or what an undo put back in its words. */
  id: number
  subject: number
  indicator: string
  effective_on: string
  was_value: string | null
  was_organisation: number | null
  was_on: string | null
  was_period: string | null
  was_evidence: string[] | null
  was_note: string | null
  was_verdict: VerificationRow['verdict'] | null
  was_reason: string | null
  /** Corrected since, or the name of a division or organisation that rows or shapes which stay still speak of. */
  stays: boolean
}

/** The last shape of each subject; `own` where it is the import's, or what an undo put back in its place. */
const lastShapes = (plan: string, seq: number) => sql`
  select l.subject, l.geom is not null as drawn, o.geometry_revision,
    o.id is not null and (l.id = o.id or (w.action in ${UNDOES} and ST_AsBinary(l.geom) is not distinct from ST_AsBinary(o.geom))) as own
  from (select distinct on (subject) id, subject, geom, seq from shape where plan = ${plan} order by subject, geometry_revision desc) l
  join plan_write w on w.plan = ${plan} and w.seq = l.seq
  left join shape o on o.subject = l.subject and o.seq = ${seq}`

/** The observations of an import, with what each corrected. */
export const ownRows = async (trx: Trx, plan: string, seq: number) =>
  (
    await sql<OwnRow>`
      with recursive refers (indicator) as (
        select id from fact where type = 'reference' union select id from plan_indicator where plan = ${plan} and type = 'reference'
      ), chain (own, last) as (
        select id, id from observation where plan = ${plan} and seq = ${seq} and value is not null
        union all
        select c.own, r.id from chain c join observation r on r.replaces = c.last
      ), own as (
        select o.*, l.id as last, l.id = o.id or (w.action in ${UNDOES} and l.value = o.value
          and l.organisation is not distinct from o.organisation and l.effective_on = o.effective_on) as untouched
        from (select own, max(last) as last from chain group by own) c
        join observation o on o.id = c.own
        join observation l on l.id = c.last
        join plan_write w on w.plan = l.plan and w.seq = l.seq
      ), used (id) as (
        (
          select u.id from observation o cross join lateral (values (o.subject), (o.organisation),
            (case when o.indicator in (select indicator from refers) then reference_of(o.value) end)) u (id)
          where o.plan = ${plan} and o.value is not null
            and not exists (select from observation r where r.replaces = o.id) and o.id not in (select last from own where untouched)
          union
          select l.subject from (${lastShapes(plan, seq)}) l where l.drawn and not l.own
        )
        union
        select d.parent from used u join division d on d.id = u.id
      )
      select o.last as id, o.subject, o.indicator, o.effective_on, w.value as was_value, w.organisation as was_organisation,
        w.effective_on as was_on, w.period as was_period, w.evidence as was_evidence, w.note as was_note,
        v.verdict as was_verdict, v.reason as was_reason,
        not o.untouched or (o.indicator = 'name' and s.kind in ('division', 'organisation') and s.id in (select id from used)) as stays
      from own o join subject s on s.id = o.subject
      left join observation w on w.id = o.replaces
      left join lateral (select verdict, reason from verification where observation = w.id order by id desc limit 1) v on true
      order by o.id`.execute(trx)
  ).rows

/** The shapes of an import that nothing has changed since, with the shape each took the place of. */
export const ownShapes = async (trx: Db | Trx, plan: string, seq: number) => {
  const { rows } = await sql<{ subject: number; before: string | null }>`
    select l.subject, (select ST_AsGeoJSON(b.geom, 15, 0) from shape b
      where b.subject = l.subject and b.geometry_revision < l.geometry_revision order by b.geometry_revision desc limit 1) as before
    from (${lastShapes(plan, seq)}) l where l.own order by l.subject`.execute(trx)
  return rows.map(({ subject, before }) => ({
    subject,
    geometry: before ? (JSON.parse(before) as MultiPolygon) : null,
  }))
}
