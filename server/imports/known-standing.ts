import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import type { Span, Standing } from '#core/imports/standing.ts'
import type { Db, Trx } from '../db/database.ts'

interface Named {
  id: number
  code: string
  name: string
  named: boolean
}
type SpanRow = Span & { subject: number; indicator: string }

/** The name of each subject of a kind on a day, else its first; where an undone import left it without any, the last it had. */
const named = async (db: Db | Trx, plan: string, kind: 'division' | 'organisation', day: string) =>
  (
    await sql<Named>`
      select s.id, s.code, n.value is not null as named, coalesce(n.value, (select o.value from observation o
        where o.subject = s.id and o.indicator = 'name' and o.value is not null order by o.id desc limit 1), s.code) as name
      from subject s
      left join lateral (select p.value from span p where p.subject = s.id and p.indicator = 'name' and p.basis = 'reported'
        order by p.from_on > ${day}::date, abs(p.from_on - ${day}::date) limit 1) n on true
      where s.plan = ${plan} and s.kind = ${kind} order by s.id`.execute(db)
  ).rows

/** The shape each compound and division has now. */
const shapesNow = async (db: Db | Trx, plan: string) => {
  const { rows } = await sql<{ subject: number; geometry: string | null }>`
    select distinct on (subject) subject, ST_AsGeoJSON(geom, 7, 0) as geometry
    from shape where plan = ${plan} order by subject, geometry_revision desc`.execute(db)
  return new Map(
    rows.map(({ subject, geometry }) => [subject, geometry ? (JSON.parse(geometry) as MultiPolygon) : null]),
  )
}

const spansBySubject = async (db: Db | Trx, plan: string) => {
  const { rows } = await sql<SpanRow>`
    select p.subject, p.indicator, p.from_on, p.to_on, p.value, p.organisation, p.observation
    from span p join subject s on s.id = p.subject
    where p.plan = ${plan} and p.basis = 'reported' and s.kind = 'compound' order by p.subject, p.indicator, p.from_on`.execute(
    db,
  )
  const spans = new Map<number, Record<string, Span[]>>()
  for (const { subject, indicator, ...span } of rows) {
    const held = spans.get(subject) ?? {}
    spans.set(subject, held)
    held[indicator] = [...(held[indicator] ?? []), span]
  }
  return spans
}

/** What a plan holds now, as far as an import that speaks of a day compares with it. */
export const knownStanding = async (db: Db | Trx, plan: string, day: string): Promise<Standing> => {
  const shapes = await shapesNow(db, plan)
  const spans = await spansBySubject(db, plan)
  const levels = await db
    .selectFrom('division as d')
    .innerJoin('subject as s', 's.id', 'd.id')
    .where('s.plan', '=', plan)
    .select(['d.id', 'd.level', 'd.parent'])
    .execute()
  const level = new Map(levels.map(row => [row.id, row]))
  const compounds = await db
    .selectFrom('subject')
    .where('plan', '=', plan)
    .where('kind', '=', 'compound')
    .select(['id', 'code'])
    .execute()
  const { rows: freezes } = await sql<{ frozen: boolean }>`
    select exists (select from observation o where o.plan = ${plan} and o.indicator = 'roster_frozen' and o.value = 'true'
      and not exists (select from observation r where r.replaces = o.id)) as frozen`.execute(db)
  const divisions = await named(db, plan, 'division', day)
  return {
    frozen: freezes[0]?.frozen ?? false,
    divisions: divisions.map(division => ({
      ...division,
      level: level.get(division.id)?.level ?? '',
      parent: level.get(division.id)?.parent ?? null,
      shape: shapes.get(division.id) ?? null,
    })),
    organisations: await named(db, plan, 'organisation', day),
    compounds: compounds.map(({ id, code }) => ({
      id,
      code,
      shape: shapes.get(id) ?? null,
      spans: spans.get(id) ?? {},
    })),
  }
}
