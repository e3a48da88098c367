import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Trx } from '../../../server/db/database.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { asRole, refused } from '../db/as-role.ts'
import { around, openScene, type Scene } from './cast.ts'

/** Tables where whoever asks is known by what they were given, not by who they are. */
const WITHOUT_POLICY = ['idempotency']

eachOwnEngine('a leader signs, and adds nothing else', connection => {
  let scene: Scene
  let reviewed: number
  beforeAll(async () => {
    scene = await openScene(connection())
    const { propose, step } = around(connection(), scene)
    reviewed = await propose('zhao')
    await step('qian', reviewed, 'confirmed')
    await step('sun', reviewed, 'reviewed')
  })

  const asLeader = <T>(work: (trx: Trx, seq: number) => Promise<T>) =>
    recordWrite(
      connection().db,
      scene.plan,
      { account: scene.who('chief'), action: 'closing_signed' },
      (trx, { seq }) => work(trx, seq),
    )

  test('a write is opened for signing, for nothing else, and moves no shape', async () => {
    const open = (action: string, shapes: boolean) =>
      asRole(connection(), 'fullcover_app', scene.who('chief'), trx =>
        sql`select * from open_write(${scene.plan}, ${scene.who('chief')}, ${action}, null, ${shapes})`.execute(trx),
      )
    await refused(open('import', false), '42501')
    await refused(open('closing_confirmed', false), '42501')
    await refused(open('closing_signed', true), '42501')
    await open('closing_signed', false)
  })

  test('a demo’s leader opens none in a county that is no demo', async () => {
    const real = await openScene(connection(), null)
    await asRole(connection(), 'fullcover_owner', null, trx =>
      trx
        .insertInto('account')
        .values({ id: 'shown', name: '演示', role: 'leader', demo: true, administers: null })
        .execute(),
    )
    const open = (plan: string) =>
      asRole(connection(), 'fullcover_app', 'shown', trx =>
        sql`select * from open_write(${plan}, 'shown', 'closing_signed', null, false)`.execute(trx),
      )
    await refused(open(real.plan), '42501')
    await open(scene.plan)
  })

  test('every table that takes rows has a policy that asks who adds them', async () => {
    const { rows } = await sql<{ table_name: string }>`
      select g.table_name from information_schema.role_table_grants g join pg_class c on c.relname = g.table_name
      where g.grantee = 'fullcover_app' and g.table_schema = 'public' and g.privilege_type = 'INSERT' and not c.relrowsecurity`.execute(
      connection().db,
    )
    expect(rows.map(({ table_name }) => table_name)).toEqual(WITHOUT_POLICY)
  })

  const at = (seq: number) => ({ plan: scene.plan, seq })
  const DAY = '2024-05-02'
  const ROWS: [string, (trx: Trx, seq: number) => Promise<unknown>][] = [
    [
      'an observation',
      (trx, seq) =>
        trx
          .insertInto('observation')
          .values({ ...at(seq), subject: scene.compounds.e1, indicator: 'unit_yard', value: 'true', effective_on: DAY })
          .execute(),
    ],
    [
      'a compound',
      (trx, seq) =>
        sql`insert into subject (plan, kind, code, created_seq) values (${scene.plan}, 'compound', 'x', ${seq})`.execute(
          trx,
        ),
    ],
    [
      'an organisation',
      (trx, seq) =>
        sql`insert into subject (plan, kind, code, created_seq) values (${scene.plan}, 'organisation', 'x', ${seq})`.execute(
          trx,
        ),
    ],
    [
      'a division',
      trx =>
        sql`insert into division (id, level, parent) values (${scene.compounds.e1}, 'grid', ${scene.east})`.execute(
          trx,
        ),
    ],
    [
      'a document of the plan',
      (trx, seq) =>
        sql`insert into plan_revision (plan, seq, revision, sha256, document) values (${scene.plan}, ${seq}, 99, 'x', '{}')`.execute(
          trx,
        ),
    ],
    [
      'an indicator',
      trx =>
        sql`insert into plan_indicator (plan, id, subject_kind, type) values (${scene.plan}, 'x', 'compound', 'boolean')`.execute(
          trx,
        ),
    ],
    [
      'a file',
      trx =>
        sql`insert into file (plan, sha256, name, type, bytes, account) values (${scene.plan}, ${'a'.repeat(64)}, 'x', 'pdf', 1, ${scene.who('chief')})`.execute(
          trx,
        ),
    ],
    [
      'a meeting',
      (trx, seq) =>
        sql`insert into meeting (plan, seq, kind, month) values (${scene.plan}, ${seq}, 'monthly', '2024-10')`.execute(
          trx,
        ),
    ],
    [
      'a closing',
      (trx, seq) =>
        sql`insert into closing (plan, seq, purpose, title, from_on, as_of, account) values (${scene.plan}, ${seq}, 'meeting', 'x', ${DAY}, ${DAY}, ${scene.who('chief')})`.execute(
          trx,
        ),
    ],
    ...(['confirmed', 'reviewed', 'returned', 'dropped'] as const).map(
      (kind): [string, (trx: Trx, seq: number) => Promise<unknown>] => [
        `a step “${kind}”`,
        (trx, seq) =>
          sql`insert into closing_step (plan, seq, closing, kind, account, text) values (${scene.plan}, ${seq}, ${reviewed}, ${kind}, ${scene.who('chief')}, 'x')`.execute(
            trx,
          ),
      ],
    ),
  ]
  test.each(ROWS)('with it open, %s is refused', async (_what, add) => {
    await refused(asLeader(add), '42501')
  })

  test('and a signature is not', async () => {
    const { step, stateOf } = around(connection(), scene)
    await step('chief', reviewed, 'signed')
    expect(await stateOf(reviewed)).toBe('signed')
  })
})
