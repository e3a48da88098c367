import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '../../server/db/connect.ts'
import { createPlan, revisePlan } from '../../server/plans/plans.queries.ts'
import { benchPlan, FROM, TO } from './plan.ts'
import { timed } from './rounds.ts'

const PREPARE = `
  set session_replication_role = replica; set timezone = 'UTC';
  create or replace function pick(a bigint, b bigint) returns float8 language sql immutable as
    $$ select (hashint8extended(a, b) & 1048575) / 1048576.0 $$;
  create temp table plot (n int, subject bigint primary key, community bigint) on commit drop;
  insert into plan_write (plan, seq, recorded_at, account, action, geometry_revision)
  select :plan, s, timestamptz '2024-01-01T08:00:00Z' + (s - 2) * interval '1 day', 'system', 'bench', 1 from generate_series(2, 368) s;
  update plan_head set seq = 368, geometry_revision = 1, recorded_at = '2025-01-02T08:00:00Z' where plan = :plan;`

/** Fills a new plan past the triggers, as only a superuser can, then has the database work out its projections; gives the seconds that took. */
export async function fillPlan(
  { db }: Connection,
  url: string,
  id: string,
  count: number,
  place: number,
): Promise<number> {
  await createPlan(db, id, { demo: true, pinned_on: TO })
  await revisePlan(db, benchPlan(id), '2023-12-31T08:00:00Z')
  const values: Record<string, string> = {
    plan: `'${id}'`,
    count: String(count),
    from_on: `'${FROM}'`,
    west: String(108 + 0.3 * (place % 8)),
    south: String(34 + 0.3 * Math.floor(place / 8)),
  }
  const text = readFileSync(join(import.meta.dirname, 'fill.sql'), 'utf8')
  const client = new pg.Client({ connectionString: url, options: '-c jit=off' })
  await client.connect()
  try {
    await client.query(
      `begin; ${PREPARE} ${text} commit;`.replaceAll(
        /(?<!:):(plan|count|west|south|from_on)\b/g,
        (_, name: string) => values[name]!,
      ),
    )
    await client.query('analyze observation, verification, subject, division')
    return (await timed(() => client.query('select refresh_standing($1, null)', [id]))) / 1000
  } finally {
    await client.end()
  }
}
