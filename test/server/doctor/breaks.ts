import { type RawBuilder, sql } from 'kysely'
import { addRevision } from '../../../server/areas/areas.queries.ts'
import type { Trx } from '../../../server/db/database.ts'
import { box } from '../../helpers/metres.ts'
import { drawn } from '../areas/stage.ts'
import { run, smuggled, unguarded } from './around.ts'
import { type County, revision } from './county.ts'

/** What breaks a county, which checks find it and how often, and how the first example begins. */
export interface Break {
  said: string
  finds: Record<string, number>
  example: RegExp
  only?: 'postgres'
  by: (trx: Trx, county: County) => Promise<unknown>
}

const one = (said: string, check: string, found: number, example: RegExp, by: Break['by']): Break => ({
  ...{ said, example, by },
  finds: { [check]: found },
})
const statements =
  (...all: RawBuilder<unknown>[]) =>
  (trx: Trx) =>
    run(trx, ...all)
const shapeOf = (trx: Trx, county: County, compound: number, geom: RawBuilder<unknown>) =>
  smuggled(trx, county.plan, ({ seq, geometry_revision }) =>
    sql`insert into shape (plan, seq, subject, geometry_revision, effective_on, geom)
      values (${county.plan}, ${seq}::bigint, ${compound}::bigint, ${geometry_revision}::int, '2024-05-02', ${geom})`.execute(
      trx,
    ),
  )
const geometry = (shape: ReturnType<typeof box>) =>
  sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(drawn(shape))}), 4490)`

/** Areas and shapes; all of them are found at once. */
export const DRAWN: Break[] = [
  one(
    'a compound’s shape that crosses itself',
    'shapes_invalid',
    1,
    /第 \d+ 版图形）：Self-intersection/,
    async (trx, county) => {
      await run(trx, sql`alter table shape drop constraint shape_valid`)
      await shapeOf(
        trx,
        county,
        county.compounds[3]!,
        sql`ST_GeomFromText('MULTIPOLYGON(((112.2 34, 112.2001 34.0001, 112.2001 34, 112.2 34.0001, 112.2 34)))', 4490)`,
      )
      await run(
        trx,
        sql`alter table shape add constraint shape_valid check (ST_IsValid(geom)) not valid`,
        sql`update pg_constraint set convalidated = true where conname = 'shape_valid'`,
      )
    },
  ),
  one(
    'two areas that overlap by ten metres',
    'areas_overlap',
    1,
    /区域 \d+ 与区域 \d+ 重叠 2\d{3} 平方米/,
    (trx, county) =>
      smuggled(trx, county.plan, at => addRevision(trx, at, revision(county.east, 2, box(190, 0, 400, 200)))),
  ),
  one('an area that reaches out of its town', 'areas_in_town', 1, /区域 \d+ 超出 a/, (trx, county) =>
    smuggled(trx, county.plan, at => addRevision(trx, at, revision(county.west, 2, box(-50, 0, 200, 200)))),
  ),
  one('a compound on the border of an area', 'areas_straddled', 1, /小区 丁-\d+.*有 50% 在区域 \d+ 内/, (trx, county) =>
    shapeOf(trx, county, county.compounds[3]!, geometry(box(370, 120, 430, 180))),
  ),
]

/** What is kept ready: each a row of its own, so that all of them are found at once. */
export const KEPT: Break[] = [
  one('a span of another value', 'standing_kept', 2, /多出：方案 .* 的 unit_yard（reported/, (trx, { compounds }) =>
    run(trx, sql`update span set value = 'false' where subject = ${compounds[0]!}::bigint and indicator = 'unit_yard'`),
  ),
  one('a standing row that is lost', 'standing_kept', 1, /缺少：方案 .* 的 unit_yard（reported/, (trx, { compounds }) =>
    run(trx, sql`delete from standing where subject = ${compounds[2]!}::bigint and indicator = 'unit_yard'`),
  ),
  one(
    'a day’s change of another size',
    'standing_kept',
    2,
    /2024-03-01 的 unit_yard 日增减（reported，范围 0/,
    statements(sql`update day_delta set n = n + 1 where indicator = 'unit_yard' and day = '2024-03-01' and scope = 0`),
  ),
  one('an area that is called otherwise', 'areas_kept', 2, /多出：方案 .* 的区域 \d+ 第 1 版/, (trx, { west }) =>
    run(trx, sql`update area_span set name = '别的' where area = ${west}::bigint`),
  ),
  one(
    'a member of an area that is lost',
    'areas_kept',
    1,
    /缺少：方案 .* 的区域 \d+ 中编号 \d+ 的小区/,
    (trx, { compounds }) => run(trx, sql`delete from area_member where compound = ${compounds[0]!}::bigint`),
  ),
  one('a note of an old write that was changed', 'seals_unbroken', 1, /方案 test-\S+ 的第 2 次写入/, (trx, { plan }) =>
    unguarded(trx, () => run(trx, sql`update plan_write set note = '别的' where plan = ${plan} and seq = 2`)),
  ),
]

/** What was written, and what is answered from it. */
export const WRITTEN: Break[] = [
  one('a compound picked by two areas', 'areas_shared', 1, /小区 己-\d+.*同属区域 \d+ 与 \d+/, (trx, county) =>
    smuggled(trx, county.plan, async at => {
      for (const [area, shape] of [
        [county.west, box(0, 0, 200, 200)],
        [county.east, box(200, 0, 400, 200)],
      ] as const)
        await addRevision(trx, at, { ...revision(area, 2, shape), compounds: [county.compounds[5]!] })
    }),
  ),
  {
    said: 'a compound that stands as covered and was never said to be',
    finds: { standing_kept: 2, ledger_balanced: 13, closings_same: 1 },
    example: /，2024-06-30，上报数：墙上为 /,
    by: (trx, { compounds }) =>
      run(
        trx,
        sql`update standing set value = 'none' where subject = ${compounds[0]!}::bigint and indicator = 'management' and basis = 'reported'`,
      ),
  },
  one('a newest write that was cut off', 'heads_true', 1, /记着第 \d+ 次/, (trx, { plan }) =>
    unguarded(trx, () =>
      run(
        trx,
        sql`delete from seal where plan = ${plan} and seq = (select seq from plan_head where plan = ${plan})`,
        sql`delete from closing_step where plan = ${plan} and seq = (select seq from plan_head where plan = ${plan})`,
        sql`delete from plan_write where plan = ${plan} and seq = (select seq from plan_head where plan = ${plan})`,
      ),
    ),
  ),
  one('a closing that answers otherwise', 'closings_same', 1, /的第 \d+ 号截数/, async (trx, { plan }) => {
    let id = 0
    const day = { purpose: 'meeting', title: '九月', from_on: '2024-09-01', as_of: '2024-09-30', meeting: null }
    const none = { supersedes: null, reason: null }
    await smuggled(trx, plan, async ({ seq }) => {
      const row = { plan, seq, account: 'local', ...day, ...none }
      id = (await trx.insertInto('closing').values(row).returning('id').executeTakeFirstOrThrow()).id
    })
    await smuggled(
      trx,
      plan,
      ({ seq }) =>
        trx
          .insertInto('closing_step')
          .values({
            plan,
            seq,
            closing: id,
            kind: 'confirmed',
            account: 'system',
            subject: null,
            text: null,
            answers_sha256: 'f'.repeat(64),
          })
          .execute(),
      'system',
    )
  }),
]

/** The guards themselves and what they stand on: all of them are found at once, too. */
export const GUARDS: Break[] = [
  one('a write of tomorrow', 'clock_right', 1, /的最后一次写入记为/, async (trx, { real }) => {
    await run(
      trx,
      sql`update plan set demo = true where id = ${real}`,
      sql`select set_config('app.account', 'local', true)`,
      sql`select open_write(${real}, 'local', 'test', null, false, clock_timestamp() + interval '1 day')`,
      sql`update plan set demo = false where id = ${real}`,
      sql`set constraints all immediate`,
    )
  }),
  one(
    'a trigger that is disabled',
    'triggers_on',
    1,
    /^停用：observation.a_guard$/,
    statements(sql`alter table observation disable trigger a_guard`),
  ),
  one(
    'a trigger that is gone',
    'triggers_on',
    1,
    /^缺失：plan_write.seal_write$/,
    statements(sql`drop trigger seal_write on plan_write`),
  ),
  one(
    'row-level security that is off',
    'row_security_on',
    1,
    /^停用：observation$/,
    statements(sql`alter table observation disable row level security`),
  ),
  one(
    'a policy that is gone',
    'row_security_on',
    1,
    /^缺失：file.read_seen$/,
    statements(sql`drop policy read_seen on file`),
  ),
  one(
    'a role that passes by row-level security',
    'roles_plain',
    1,
    /^fullcover_app 有绕过行级权限/,
    statements(sql`alter role fullcover_app bypassrls`),
  ),
  one(
    'an application that may rewrite observations',
    'nothing_rewritten',
    1,
    /^observation：update$/,
    statements(sql`grant update (value) on observation to fullcover_app`),
  ),
  one(
    'a function of another owner',
    'functions_true',
    1,
    /^real_overlap 的属主是 fullcover_guard/,
    statements(sql`alter function real_overlap owner to fullcover_guard`),
  ),
  one(
    'a function that says otherwise',
    'functions_true',
    1,
    /^被改动：case_state$/,
    statements(
      sql`create or replace function case_state(p_last text) returns text language sql immutable as $$ select 'opened' $$`,
    ),
  ),
  one(
    'a constraint that is gone',
    'constraints_held',
    1,
    /^缺失：observation_order$/,
    statements(sql`alter table observation drop constraint observation_order`),
  ),
  one(
    'a constraint that was never validated',
    'constraints_held',
    1,
    /^没有核对：shape_china$/,
    statements(sql`update pg_constraint set convalidated = false where conname = 'shape_china'`),
  ),
  one('an index that is gone', 'indexes_whole', 1, /^缺失：shape_geom$/, statements(sql`drop index shape_geom`)),
  one(
    'an index that was left half built',
    'indexes_whole',
    1,
    /^无效：observation_write$/,
    statements(sql`update pg_index set indisvalid = false where indexrelid = 'observation_write'::regclass`),
  ),
  one(
    'an extension that stayed behind',
    'extensions_current',
    1,
    /^btree_gist：已装 1.0/,
    statements(sql`update pg_extension set extversion = '1.0' where extname = 'btree_gist'`),
  ),
  one(
    'another order of letters',
    'collation_same',
    1,
    /^建库时是 2.28/,
    statements(sql`update pg_database set datcollversion = '2.28' where datname = current_database()`),
  ),
  {
    ...one(
      'commits that do not wait for the disk',
      'settings_safe',
      1,
      /^synchronous_commit = off/,
      statements(sql`set local synchronous_commit = off`),
    ),
    only: 'postgres',
  },
]

/** What keeps the doctor from asking. */
export const UNASKED: Break[] = [
  one(
    'a last migration of another text',
    'schema_same',
    1,
    /^0018-notices.sql 的内容不同$/,
    statements(sql`update schema_migration set sha256 = 'x' where name = '0018-notices.sql'`),
  ),
  one(
    'a view the doctor asks by that is gone',
    'seals_unbroken',
    1,
    /^42P01 relation "broken_seal" does not exist$/,
    statements(sql`drop view broken_seal`),
  ),
]
