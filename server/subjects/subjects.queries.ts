import { sql } from 'kysely'
import type { SubjectKind } from '#core/api/common.ts'
import type { Db, Trx } from '../db/database.ts'
import { inBatches } from '../db/in-batches.ts'
import type { Write } from '../db/write.ts'

/** Adds subjects; their ids in the order given. */
export async function addSubjects(
  trx: Trx,
  write: Write,
  rows: { kind: SubjectKind; code: string }[],
): Promise<number[]> {
  const added = await inBatches(rows, batch =>
    trx
      .insertInto('subject')
      .values(batch.map(row => ({ plan: write.plan, kind: row.kind, code: row.code, created_seq: write.seq })))
      .returning('id')
      .execute(),
  )
  return added.map(row => row.id)
}

/** Says of division subjects where they stand in the plan's levels; parents first. */
export async function addDivisions(
  trx: Trx,
  rows: { id: number; level: string; parent: number | null }[],
): Promise<void> {
  await inBatches(rows, batch => trx.insertInto('division').values(batch).returning('id').execute())
}

/** Ids by code, of one kind. */
export async function subjectIds(db: Db, plan: string, kind: SubjectKind): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('subject')
    .select(['id', 'code'])
    .where('plan', '=', plan)
    .where('kind', '=', kind)
    .execute()
  return new Map(rows.map(row => [row.code, row.id]))
}

export const subjectById = (db: Db, plan: string, id: number) =>
  db
    .selectFrom('subject')
    .select(['id', 'kind', 'code'])
    .where('plan', '=', plan)
    .where('id', '=', id)
    .executeTakeFirst()

/** The first of some ids that is of no subject of a plan; undefined where all are of its. */
export async function strangerAmong(db: Db, plan: string, ids: readonly number[]): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select g.id from unnest(${[...ids]}::bigint[]) g (id)
    where not exists (select from subject s where s.id = g.id and s.plan = ${plan}) order by g.id limit 1`.execute(db)
  return rows[0]?.id
}
