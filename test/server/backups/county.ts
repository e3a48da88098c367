import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { loadDemo } from '../../../scripts/demo/load.ts'
import { makeXxTown } from '../../../scripts/demo/others/xx-town.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { asOwner } from '../../../server/db/write.ts'
import { box } from '../../helpers/metres.ts'
import { planFile } from '../../helpers/plans.ts'
import { ask, openStage, post, type Stage } from '../api/stage.ts'
import { addCompounds, draftOf, drawn, published } from '../areas/stage.ts'
import { close } from '../closings/close.ts'
import { PDF, PNG } from '../files/contents.ts'
import { sha256 } from '../packs/contents.ts'

export const contentPath = (bytes: Buffer, store = 'files') => join(store, sha256(bytes).slice(0, 2), sha256(bytes))

export const ERASED = Buffer.concat([PNG, Buffer.from('erased')])
const ZIP = Buffer.from('PK\x03\x04 a pack')

/** A county with everything a backup has to bring back: the demo town (on PostgreSQL; loading it costs the embedded engine seconds), and a plan with papers, an area, a closing, a pack and an erased paper. */
export async function openCounty(connection: Connection, data_dir: string): Promise<Stage> {
  if (connection.engine === 'postgres') await loadDemo(connection.db, planFile('xx-town'), makeXxTown(2024))
  const stage = await openStage(connection, data_dir)
  const plan = stage.document.id
  for (const [name, content] of Object.entries({ '合同.png': PNG, '备案.pdf': PDF, '错传.png': ERASED }))
    await bring(stage, name, content)
  await post(stage, `${stage.at}/files/${sha256(ERASED)}/erase`, { reason: '当事人要求删除' })
  await post(stage, `${stage.at}/observations`, {
    ...{ subject: stage.cast.compounds[0], indicator: 'management', value: 'floating', effective_on: '2024-05-02' },
  })
  const yards = await addCompounds(connection, plan, [{ name: '东关院', shape: drawn(box(10, 10, 40, 40)) }])
  await published(stage, draftOf(drawn(box(0, 0, 100, 60)), { picks: yards }))
  const closing = await close(connection, plan, { as_of: '2024-10-16' })
  await asOwner(connection.db, trx =>
    sql`insert into pack (plan, closing, account, state, progress, done_at, zip_sha256, zip_bytes)
      values (${plan}, ${closing}, 'local', 'done', 1, now(), ${sha256(ZIP)}, ${ZIP.length})`.execute(trx),
  )
  put(data_dir, contentPath(ZIP, 'packs/files'), ZIP)
  put(data_dir, 'plans/own.json', readFileSync(join(import.meta.dirname, '../../../data/plans/xx-town.json')))
  put(data_dir, 'basemap.pmtiles', Buffer.from('PMTiles'))
  return stage
}

/** What of DATA_DIR a backup has to bring back, each as it lies there. */
export const LIES = [
  contentPath(PNG),
  contentPath(PDF),
  contentPath(ZIP, 'packs/files'),
  'plans/own.json',
  'basemap.pmtiles',
]

function put(data_dir: string, path: string, content: Buffer): void {
  mkdirSync(dirname(join(data_dir, path)), { recursive: true })
  writeFileSync(join(data_dir, path), content)
}

export const bring = (stage: Stage, name: string, payload: Buffer) =>
  ask(stage, `${stage.at}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    payload,
    headers: { 'content-type': 'application/octet-stream' },
  })

/** Every row of every table, as one hash a table; transaction numbers, which belong to their server, aside. */
export async function everyRow({ db }: Connection): Promise<Record<string, string>> {
  return db.transaction().execute(async trx => {
    const { rows: tables } = await sql<{ name: string }>`
      select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by relname`.execute(
      trx,
    )
    const hashes = tables.map(
      ({ name }) => sql`select ${name}::text as name,
        md5(string_agg((to_jsonb(t) - 'txid')::text, e'\n' order by (to_jsonb(t) - 'txid')::text collate "C")) as hash
        from ${sql.table(name)} t`,
    )
    const { rows } = await sql<{ name: string; hash: string }>`${sql.join(hashes, sql` union all `)}`.execute(trx)
    return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]))
  })
}

const DAYS = ['2024-03-11', '2024-05-01', '2024-05-02', '2024-08-31', '2024-10-18']

/** The progress of every plan on some days, as it is known now and as it was known in the middle of what was written. */
export async function totalsOf({ db }: Connection, stage: Pick<Stage, 'app'>): Promise<Record<string, unknown>> {
  const totals: Record<string, unknown> = {}
  for (const { plan, seq } of await db.selectFrom('plan_head').select(['plan', 'seq']).execute()) {
    const { recorded_at } = await db
      .selectFrom('plan_write')
      .select('recorded_at')
      .where('plan', '=', plan)
      .where('seq', '=', Math.ceil(seq / 2))
      .executeTakeFirstOrThrow()
    for (const as_of of DAYS)
      for (const known of ['', `&known_at=${encodeURIComponent(recorded_at)}`]) {
        const url = `/api/plans/${plan}/progress?as_of=${as_of}${known}`
        const answer = await stage.app.inject({ url })
        totals[url] = { status: answer.statusCode, ...answer.json<object>() }
      }
  }
  return totals
}
