import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import type { WriteDetail } from '#core/api/audit.ts'
import type { Trx } from '../db/database.ts'

/** Rows of each kind one answer holds. */
const ROWS = 500

/** A subject's name as last said, or its code. */
const nameOf = (subject: string) => sql<string>`coalesce((
  select n.value from observation n where n.subject = ${sql.ref(`${subject}.id`)} and n.indicator = 'name' and n.value is not null
    and not exists (select from observation r where r.replaces = n.id)
  order by n.effective_on desc, n.id desc limit 1), ${sql.ref(`${subject}.code`)})`

/** Values that stood on the day before the write: what a row replaced, else what the subject's latest standing row said. */
async function observations(trx: Trx, plan: string, seq: number) {
  const { rows } = await sql<WriteDetail['observations'][number]>`
    select r.subject, s.kind, ${nameOf('s')} as name, r.indicator, r.effective_on, b.effective_on as before_on, b.value as before, r.value as after,
      (select ${nameOf('x')} from subject x where r.refers and x.id = reference_of(b.value)) as before_name,
      (select ${nameOf('x')} from subject x where r.refers and x.id = reference_of(r.value)) as after_name,
      (select ${nameOf('x')} from subject x where x.id = b.organisation) as before_organisation,
      (select ${nameOf('x')} from subject x where x.id = r.organisation) as after_organisation
    from (
      select o.*, coalesce(f.type, i.type) = 'reference' as refers, coalesce(o.replaces, (
        select b.id from observation b
        where b.subject = o.subject and b.indicator = o.indicator and b.seq < o.seq and b.value is not null and b.effective_on <= o.effective_on
          and not exists (select from observation r where r.replaces = b.id and r.seq < o.seq)
        order by b.effective_on desc, b.id desc limit 1)) as before_id
      from observation o
      left join fact f on f.id = o.indicator
      left join plan_indicator i on i.plan = o.plan and i.id = o.indicator
      where o.plan = ${plan} and o.seq = ${seq} order by o.id limit ${ROWS}
    ) r join subject s on s.id = r.subject left join observation b on b.id = r.before_id order by r.id`.execute(trx)
  return rows
}

async function verifications(trx: Trx, plan: string, seq: number) {
  const { rows } = await sql<WriteDetail['verifications'][number]>`
    select o.subject, s.kind, ${nameOf('s')} as name, o.indicator, o.value, v.verdict, v.reason
    from verification v join observation o on o.id = v.observation join subject s on s.id = o.subject
    where v.plan = ${plan} and v.seq = ${seq} order by v.id limit ${ROWS}`.execute(trx)
  return rows
}

interface TextShape {
  subject: number
  kind: WriteDetail['shapes'][number]['kind']
  name: string
  before: string | null
  after: string | null
}

const parsed = ({ before, after, ...row }: TextShape): WriteDetail['shapes'][number] => ({
  ...row,
  before: before === null ? null : (JSON.parse(before) as MultiPolygon),
  after: after === null ? null : (JSON.parse(after) as MultiPolygon),
})

/** Shapes of compounds and divisions, and of management areas, each with the one it took the place of. */
async function shapes(trx: Trx, plan: string, seq: number) {
  const { rows } = await sql<TextShape>`
    select x.subject, s.kind, ${nameOf('s')} as name, ST_AsGeoJSON(x.geom, 7, 0) as after, (
      select ST_AsGeoJSON(b.geom, 7, 0) from shape b
      where b.subject = x.subject and b.geometry_revision < x.geometry_revision order by b.geometry_revision desc limit 1) as before
    from shape x join subject s on s.id = x.subject where x.plan = ${plan} and x.seq = ${seq}
    union all
    select r.area, s.kind, r.name, ST_AsGeoJSON(r.geom, 7, 0), (
      select ST_AsGeoJSON(b.geom, 7, 0) from area_revision b where b.area = r.area and b.revision < r.revision order by b.revision desc limit 1)
    from area_revision r join subject s on s.id = r.area where r.plan = ${plan} and r.seq = ${seq}
    limit ${ROWS}`.execute(trx)
  return rows.map(parsed)
}

/** What a write changed. */
export const writeDetail = async (trx: Trx, plan: string, seq: number): Promise<WriteDetail> => ({
  observations: await observations(trx, plan, seq),
  verifications: await verifications(trx, plan, seq),
  shapes: await shapes(trx, plan, seq),
})
