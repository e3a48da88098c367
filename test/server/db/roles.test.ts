import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Trx } from '../../../server/db/database.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { addCast, type Cast } from '../../helpers/play-story.ts'
import { asRole, refused } from './as-role.ts'

const APP = 'fullcover_app'

eachOwnEngine('who may do what', connection => {
  let plan: string
  let real: string
  let cast: Cast
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
    real = (await newPlan(connection(), 'xx-county-2024', null)).id
    cast = await addCast(connection(), plan)
    await asRole(connection(), 'fullcover_owner', null, trx =>
      trx
        .insertInto('account')
        .values([
          { id: 'looks', name: '大屏', role: 'display' },
          { id: 'left', name: '已离职', role: 'office', enabled: false },
          { id: 'works', name: '物业办', role: 'office' },
        ])
        .execute(),
    )
  })

  /** Opens a write as the machine's own account, then goes on in another's name. */
  const insertAs = (account: string | null, work: (trx: Trx, seq: number) => Promise<unknown>) =>
    asRole(connection(), APP, 'local', async trx => {
      const { rows } = await sql<{
        seq: number
      }>`select seq from open_write(${plan}, 'local', 'test', null, true)`.execute(trx)
      await sql`select set_config('app.account', ${account ?? ''}, true)`.execute(trx)
      return work(trx, rows[0]!.seq)
    })
  const observe = (trx: Trx, seq: number) =>
    addObservations(trx, { plan, seq, recorded_at: '', geometry_revision: 0 }, [
      { subject: cast.compounds[0]!, indicator: 'unit_yard', value: 'true', effective_on: '2024-05-02' },
    ])

  test.each([null, 'looks', 'left', 'nobody'])(
    'account %s adds neither observation, verification, subject nor shape',
    async account => {
      const [observation] = (await insertAs('local', observe)) as number[]
      await refused(insertAs(account, observe), '42501')
      await refused(
        insertAs(account, (trx, seq) =>
          trx
            .insertInto('verification')
            .values({ plan, seq, observation: observation!, verdict: 'verified' })
            .execute(),
        ),
        '42501',
      )
      await refused(
        insertAs(account, (trx, seq) =>
          addSubjects(trx, { plan, seq, recorded_at: '', geometry_revision: 0 }, [{ kind: 'compound', code: 'new' }]),
        ),
        '42501',
      )
      await refused(
        insertAs(account, (trx, seq) =>
          trx
            .insertInto('shape')
            .values({
              plan,
              seq,
              subject: cast.compounds[0]!,
              geometry_revision: 1,
              effective_on: '2024-05-02',
              geom: null,
            })
            .execute(),
        ),
        '42501',
      )
    },
  )

  test('an account with a writing role adds them', async () => {
    await expect(insertAs('works', observe)).resolves.toHaveLength(1)
  })

  test('a write is opened in nobody else’s name', async () => {
    const open = (account: string | null, as: string) =>
      asRole(connection(), APP, account, trx =>
        sql`select * from open_write(${plan}, ${as}, 'test', null, false)`.execute(trx),
      )
    await refused(open(null, 'local'), '42501')
    await refused(open('looks', 'local'), '42501')
    await refused(open('looks', 'looks'), '42501')
    await open('works', 'works')
  })

  test('the application changes and deletes nothing but the quiet ground and the copy of the indicators', async () => {
    const { rows } = await sql<{ table_name: string; privilege_type: string }>`
      select table_name, privilege_type from information_schema.role_table_grants
      where grantee in (${APP}, 'PUBLIC') and table_schema = 'public' and privilege_type not in ('SELECT', 'INSERT')
        and table_name not in ('spatial_ref_sys', 'geometry_columns', 'geography_columns')
      order by 1, 2`.execute(connection().db)
    expect(rows.map(row => `${row.privilege_type} ${row.table_name}`)).toEqual([
      'DELETE account_grant',
      'DELETE account_link',
      'UPDATE account_secret',
      'DELETE account_session',
      'DELETE basemap',
      'UPDATE display_device',
      'DELETE plan_indicator',
    ])
  })

  test('the application inserts only where people add, never into what is worked out', async () => {
    const { rows } = await sql<{ table_name: string }>`
      select table_name from information_schema.role_table_grants
      where grantee = ${APP} and table_schema = 'public' and privilege_type = 'INSERT' order by 1`.execute(
      connection().db,
    )
    expect(rows.map(row => row.table_name)).toEqual([
      'account',
      'account_grant',
      'account_link',
      'account_secret',
      'account_session',
      'area',
      'area_draft',
      'area_revision',
      'audit',
      'basemap',
      'bulletin',
      'bulletin_file',
      'bulletin_issue',
      'bulletin_revision',
      'case_file',
      'case_step',
      'closing',
      'closing_step',
      'committee_filing',
      'contact',
      'contact_end',
      'display_device',
      'division',
      'draft_step',
      'file',
      'idempotency',
      'meeting',
      'meeting_record',
      'meeting_revision',
      'notice_step',
      'observation',
      'plan_indicator',
      'plan_revision',
      'public_notice',
      'shape',
      'subject',
      'verification',
    ])
  })

  test('none of our roles is a superuser or goes past row-level security', async () => {
    const { rows } = await sql<{ rolname: string }>`
      select rolname from pg_roles where rolname like 'fullcover%' and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole)`.execute(
      connection().db,
    )
    expect(rows).toEqual([])
  })

  test('a given moment is refused to the application, and on a plan that is no demo to everybody', async () => {
    const open = (role: string, id: string) =>
      asRole(connection(), role, 'system', trx =>
        sql`select * from open_write(${id}, 'system', 'test', null, false, '2030-01-01T00:00:00Z')`.execute(trx),
      )
    await refused(open(APP, plan), '42501')
    await refused(open('fullcover_owner', real), '42501')
    await open('fullcover_owner', plan)
  })

  test('recorded moments only ever grow, though a given one lies before and many fall into one millisecond', async () => {
    const fresh = (await newPlan(connection())).id
    for (let i = 0; i < 30; i++)
      await recordWrite(
        connection().db,
        fresh,
        { account: 'system', action: 'test', ...(i % 3 === 0 && { recorded_at: '2001-01-01T00:00:00Z' }) },
        async () => {},
      )
    const rows = await connection()
      .db.selectFrom('plan_write')
      .select(['seq', 'recorded_at'])
      .where('plan', '=', fresh)
      .orderBy('seq')
      .execute()
    expect(rows.map(row => row.seq)).toEqual(rows.map((_, i) => i + 1))
    rows.slice(1).forEach((row, i) => {
      expect(row.recorded_at > rows[i]!.recorded_at).toBe(true)
    })
  })
})
