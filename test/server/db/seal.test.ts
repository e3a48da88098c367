import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addArea, addRevision } from '../../../server/areas/areas.queries.ts'
import { addObservations, addVerifications } from '../../../server/observations/observations.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast } from '../../helpers/play-story.ts'
import { square } from './square.ts'

const PATCH = {
  revision: 1,
  from_on: '2024-05-02',
  name: '片区',
  shape: square(112.5, 34.6),
  ground: null,
  ground_note: null,
  shared_facilities: null,
  note: '甲',
  files: [],
}

eachEngine('the chain that shows tampering', connection => {
  let plan: string
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
    const { compounds } = await addCast(connection(), plan)
    for (let i = 0; i < 40; i++)
      await write(
        connection(),
        plan,
        async (trx, at) => {
          const [id] = await addObservations(trx, at, [
            {
              subject: compounds[i % 6]!,
              indicator: 'households',
              value: String(i),
              effective_on: '2024-05-02',
              evidence: ['照片'],
              note: '一',
            },
          ])
          if (i % 4 === 0)
            await addVerifications(trx, at, [{ observation: id!, verdict: 'returned', reason: '看不清' }])
          if (i % 10 === 0)
            await addShapes(trx, at, [
              { subject: compounds[i % 6]!, geometry: square(112.4, 34.6), effective_on: '2024-05-02' },
            ])
          if (i === 20) {
            const [area] = await addSubjects(trx, at, [{ kind: 'area', code: 'a' }])
            await addArea(trx, { id: area!, plan, kind: 'patch', town: null, community: null })
            await addRevision(trx, at, { ...PATCH, area: area!, compounds: [compounds[0]!] })
          }
        },
        i % 10 === 0,
      )
  })
  const broken = async () =>
    (
      await connection().db.selectFrom('broken_seal').select('seq').where('plan', '=', plan).orderBy('seq').execute()
    ).map(row => row.seq)

  test('every write has its link, and none is broken', async () => {
    const { seals, writes } = (
      await sql<{
        seals: number
        writes: number
      }>`select (select count(*)::int from seal where plan = ${plan}) as seals,
        (select count(*)::int from plan_write where plan = ${plan}) as writes`.execute(connection().db)
    ).rows[0]!
    expect([seals, writes]).toEqual([42, 42])
    expect(await broken()).toEqual([])
  })

  test('the same in another time zone and style of dates', async () => {
    const found = await connection()
      .db.transaction()
      .execute(async trx => {
        await sql`select set_config('timezone', 'Asia/Shanghai', true), set_config('datestyle', 'German', true), set_config('bytea_output', 'escape', true)`.execute(
          trx,
        )
        return trx.selectFrom('broken_seal').select('seq').where('plan', '=', plan).execute()
      })
    expect(found).toEqual([])
  })

  test.each([
    ['observation', `value = value || '0'`, `value = left(value, -1)`],
    ['observation', `effective_on = effective_on + 1`, `effective_on = effective_on - 1`],
    ['verification', `reason = '看得清'`, `reason = '看不清'`],
    [
      'plan_write',
      `recorded_at = recorded_at + interval '1 millisecond'`,
      `recorded_at = recorded_at - interval '1 millisecond'`,
    ],
    ['plan_revision', `sha256 = sha256 || '0'`, `sha256 = left(sha256, -1)`],
    ['area_revision', `note = '乙'`, `note = '甲'`],
    ['area_revision', `valid = daterange('2024-05-03', null)`, `valid = daterange('2024-05-02', null)`],
    ['area_revision', `geom = ST_Translate(geom, 0.0009765625, 0)`, `geom = ST_Translate(geom, -0.0009765625, 0)`],
    ['shape', `geom = ST_Translate(geom, 0.0009765625, 0)`, `geom = ST_Translate(geom, -0.0009765625, 0)`],
    ['seal', `hash = set_byte(hash, 0, get_byte(hash, 0) # 1)`, `hash = set_byte(hash, 0, get_byte(hash, 0) # 1)`],
  ])('one changed byte in %s (%s) is found', async (table, tamper, restore) => {
    const around = (change: string) =>
      connection().script(`begin; alter table ${table} disable trigger append_only;
        update ${table} set ${change} where plan = '${plan}' and seq = (select min(seq) from ${table} where plan = '${plan}');
        alter table ${table} enable trigger append_only; commit;`)
    await around(tamper)
    expect((await broken()).length).toBeGreaterThan(0)
    await around(restore)
    expect(await broken()).toEqual([])
  })

  test('a row smuggled into an old write, or a link cut out, is found', async () => {
    const { db, script } = connection()
    const { seq } = (
      await sql<{ seq: number }>`select min(seq) as seq from observation where plan = ${plan}`.execute(db)
    ).rows[0]!
    await script(`begin; alter table observation disable trigger a_guard;
      insert into observation (plan, seq, subject, indicator, value, effective_on)
      select plan, seq, subject, indicator, '7', effective_on from observation where plan = '${plan}' and seq = ${seq};
      alter table observation enable trigger a_guard; commit;`)
    expect(await broken()).toEqual([seq])
    await script(`begin; alter table seal disable trigger append_only; delete from seal where plan = '${plan}' and seq = ${seq + 3};
      alter table seal enable trigger append_only; commit;`)
    expect(await broken()).toEqual([seq, seq + 3, seq + 4])
  })
})
