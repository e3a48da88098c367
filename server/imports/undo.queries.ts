import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'
import type { VerificationRow } from '../observations/observations.queries.ts'

/** A row of an import, with the row it corrected and what was last found of that one. */
export interface OwnRow {
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

/** The observations of an import, with what each corrected. */
export const ownRows = async (trx: Trx, plan: string, seq: number) =>
  (
    await sql<OwnRow>`
      with recursive refers (indicator) as (
        select id from fact where type = 'reference' union select id from plan_indicator where plan = ${plan} and type = 'reference'
      ), used (id) as (
        (
          select u.id from observation o cross join lateral (values (o.subject), (o.organisation),
            (case when o.indicator in (select indicator from refers) then reference_of(o.value) end)) u (id)
          where o.plan = ${plan} and o.value is not null
            and (o.seq = ${seq}) = exists (select from observation r where r.replaces = o.id)
          union
          select l.subject from (select distinct on (subject) subject, seq, geom is not null as drawn
            from shape where plan = ${plan} order by subject, geometry_revision desc) l
          where l.drawn and l.seq <> ${seq}
        )
        union
        select d.parent from used u join division d on d.id = u.id
      )
      select o.id, o.subject, o.indicator, o.effective_on, w.value as was_value, w.organisation as was_organisation,
        w.effective_on as was_on, w.period as was_period, w.evidence as was_evidence, w.note as was_note,
        v.verdict as was_verdict, v.reason as was_reason,
        exists (select from observation r where r.replaces = o.id)
          or (s.kind in ('division', 'organisation') and s.id in (select id from used)) as stays
      from observation o join subject s on s.id = o.subject
      left join observation w on w.id = o.replaces
      left join lateral (select verdict, reason from verification where observation = w.id order by id desc limit 1) v on true
      where o.plan = ${plan} and o.seq = ${seq} and o.value is not null order by o.id`.execute(trx)
  ).rows

/** The shapes of an import that nothing has changed since, with the shape each took the place of. */
export const ownShapes = async (trx: Db | Trx, plan: string, seq: number) => {
  const { rows } = await sql<{ subject: number; before: string | null }>`
    select s.subject, (select ST_AsGeoJSON(b.geom, 15, 0) from shape b
      where b.subject = s.subject and b.geometry_revision < s.geometry_revision order by b.geometry_revision desc limit 1) as before
    from shape s where s.plan = ${plan} and s.seq = ${seq}
      and not exists (select from shape l where l.subject = s.subject and l.geometry_revision > s.geometry_revision)
    order by s.subject`.execute(trx)
  return rows.map(({ subject, before }) => ({
    subject,
    geometry: before ? (JSON.parse(before) as MultiPolygon) : null,
  }))
}
