import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import { addArea, addRevision } from '../../server/areas/areas.queries.ts'
import type { Db } from '../../server/db/database.ts'
import { recordWrite } from '../../server/db/write.ts'
import { addSubjects } from '../../server/subjects/subjects.queries.ts'
import { copiedDatabase } from './database.ts'
import { interleaved, median, quantile } from './rounds.ts'
import { type Row, ratioRow, say } from './row.ts'
import type { Run } from './run.ts'

interface Yard {
  id: number
  shape: MultiPolygon
}

/** P16: an area published with all guards among 10,000, against a bare row with the same shape and indexes, committed. */
export async function publish({ quick }: Run): Promise<Row[]> {
  const { connection, plans } = await copiedDatabase(1, 10_000)
  const { db } = connection
  const plan = plans[0]!
  try {
    await connection.script('create table bare (like area_revision including all)')
    const areas = await publishEach(db, plan, await yardsOf(db, plan))
    await connection.script('analyze area, area_revision, area_span, area_member')
    const rowOf = ({ id, shape }: Yard, revision: number) => ({
      area: id,
      revision,
      from_on: '2024-06-01',
      name: `院 ${id}`,
      shape,
      ground: 'enclosed' as const,
      ground_note: null,
      shared_facilities: null,
      compounds: [],
      note: null,
      files: [],
    })
    const times = await interleaved(quick ? 40 : 200, {
      ours: round =>
        recordWrite(db, plan, { account: 'local', action: 'publish_area', shapes: true }, (trx, write) =>
          addRevision(trx, write, rowOf(areas[(round + 1) % areas.length]!, 2)),
        ),
      peer: round =>
        db.transaction().execute(trx => {
          const { id, shape } = areas[(round + 1) % areas.length]!
          return sql`insert into bare (plan, seq, geometry_revision, area, revision, valid, name, geom)
            values (${plan}, 1, 1, ${id}, 2, '[2024-06-01,)', 'bare', ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(shape)}), 4490))`.execute(
            trx,
          )
        }),
    })
    const figures = { ours: median(times.ours), peer: median(times.peer), unit: 'ms', most: 10 }
    const note = `p95 ${say(quantile(times.ours, 0.95), 'ms')} against ${say(quantile(times.peer, 0.95), 'ms')}`
    return [ratioRow('P16', `an area published with all guards among ${areas.length}`, figures, note)]
  } finally {
    await connection.close()
  }
}

async function yardsOf(db: Db, plan: string): Promise<Yard[]> {
  const { rows } = await sql<{ id: number; shape: string }>`
    select subject as id, ST_AsGeoJSON(geom, 9, 0) as shape from shape where plan = ${plan}
      and subject in (select id from subject where kind = 'compound') order by subject`.execute(db)
  return rows.map(({ id, shape }) => ({ id, shape: JSON.parse(shape) as MultiPolygon }))
}

/** An area around each yard, all in writes of five hundred. */
async function publishEach(db: Db, plan: string, yards: Yard[]): Promise<Yard[]> {
  const areas: Yard[] = []
  for (let from = 0; from < yards.length; from += 500)
    await recordWrite(db, plan, { account: 'local', action: 'publish_area', shapes: true }, async (trx, write) => {
      const batch = yards.slice(from, from + 500)
      const ids = await addSubjects(
        trx,
        write,
        batch.map(({ id }) => ({ kind: 'area' as const, code: `area-${id}` })),
      )
      for (const [i, id] of ids.entries()) {
        const { shape } = batch[i]!
        await addArea(trx, { id, plan, kind: 'management_area', town: null, community: null })
        await addRevision(trx, write, {
          area: id,
          revision: 1,
          from_on: '2024-03-01',
          name: `院 ${id}`,
          shape,
          ground: 'enclosed',
          ground_note: null,
          shared_facilities: null,
          compounds: [],
          note: null,
          files: [],
        })
        areas.push({ id, shape })
      }
    })
  return areas
}
