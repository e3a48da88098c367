import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { commitImport } from '../../../server/imports/commit-import.ts'
import { planImport } from '../../../server/imports/plan-import.ts'
import { undoImport } from '../../../server/imports/undo-import.ts'
import { addObservations, addVerifications } from '../../../server/observations/observations.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'

const HEADER = '编号,小区名称,镇,社区,户数,管理模式,物业公司'
const EAST = 'A01,粮食局家属院,城关镇,东关社区,65,专业化物业,安居物业'
const WEST = ',机械厂家属院,城关镇,西关社区,120,专业化物业,康居物业'
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })

eachEngine('撤销导入', given => {
  let connection: Connection
  let plan: PlanDocument
  beforeEach(async () => {
    connection = given()
    plan = await newPlan(connection)
  })

  const run = async (rows: string[], more: Parameters<typeof planImport>[2] = {}, as_of = '2024-10-18') => {
    const files = rows.length ? { ledger: file('a.csv', [HEADER, ...rows].join('\n')), ...more } : more
    const planned = await planImport(connection.db, plan.id, files, { as_of })
    return (await commitImport(connection.db, planned, 'local'))!
  }
  const undo = (seq: number) => undoImport(connection.db, plan.id, seq, 'local')

  /** The names that stand, and how many subjects there are. */
  const names = async () => {
    const { rows } = await sql<{ value: string }>`
      select p.value from span p where p.plan = ${plan.id} and p.indicator = 'name' and p.basis = 'reported' order by 1`.execute(
      connection.db,
    )
    const subjects = await connection.db.selectFrom('subject').select('id').where('plan', '=', plan.id).execute()
    return { names: rows.map(({ value }) => value), subjects: subjects.length }
  }

  describe('名称', () => {
    test('导入建的辖区和单位，名称一并收回；再导入，还是原来的那几个', async () => {
      const first = await run([EAST, WEST])
      const before = await names()
      expect(before.names).toHaveLength(8)
      for (const seq of [first, null]) {
        await undo(seq ?? (await run([EAST, WEST])))
        expect(await names()).toEqual({ names: [], subjects: before.subjects })
      }
      await run([EAST, WEST])
      expect(await names()).toEqual(before)
    })

    test('此后别的导入还在用的辖区和单位，名称留下', async () => {
      const first = await run([EAST, WEST])
      await run(['A03,湖墅新村,城关镇,东关社区,30,专业化物业,安居物业'])
      expect(await undo(first)).toMatchObject({ kept: 4 })
      expect((await names()).names.toSorted()).toEqual(
        ['XX县', '城关镇', '东关社区', '安居物业', '湖墅新村'].toSorted(),
      )
    })

    test('此后画了边界的辖区，名称留下；先撤销边界，就都收回', async () => {
      const first = await run([EAST])
      const ring = [
        [112, 34],
        [112.01, 34],
        [112.01, 34.01],
        [112, 34],
      ]
      const border = {
        type: 'Feature',
        properties: { name: '城关镇' },
        geometry: { type: 'Polygon', coordinates: [ring] },
      }
      const drawn = await run([], { divisions: file('b.geojson', JSON.stringify(border)) })
      expect(await undo(drawn)).toMatchObject({ shapes: 1 })
      const again = await run([], { divisions: file('b.geojson', JSON.stringify(border)) })
      expect(again).toBeGreaterThan(drawn)
      expect(await undo(first)).toMatchObject({ kept: 2 })
      expect((await names()).names.toSorted()).toEqual(['XX县', '城关镇'].toSorted())
    })
  })

  test('接连两次导入，从后往前撤销：先回到第一次的样子，再回到什么都没有', async () => {
    const yard = (west: number) => ({
      type: 'Feature',
      properties: { code: 'A01' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west, 34],
            [west + 0.01, 34],
            [west + 0.01, 34.01],
            [west, 34],
          ],
        ],
      },
    })
    const shapes = (west: number) => ({ shapes: file('a.geojson', JSON.stringify(yard(west))) })
    const stands = async () => {
      const { rows } = await sql<{ said: string }>`
        select indicator || ' ' || value as said from span where plan = ${plan.id} and basis = 'reported'
        union all select 'shape ' || ST_XMin(geom) from (select distinct on (subject) geom from shape
          where plan = ${plan.id} order by subject, geometry_revision desc) s where geom is not null order by 1`.execute(
        connection.db,
      )
      return rows.map(({ said }) => said)
    }
    const first = await run([EAST], shapes(112))
    const once = await stands()
    const second = await run([EAST.replace('65', '70').replace('安居', '康居')], shapes(112.5))
    expect(await stands()).not.toEqual(once)
    expect(await undo(second)).toMatchObject({ kept: 0, shapes: 1 })
    expect(await stands()).toEqual(once)
    expect(await undo(first)).toMatchObject({ kept: 0, shapes: 1 })
    expect(await stands()).toEqual([])
  })

  test('被更正的记录回来时，佐证、备注和最后的核验结论都在', async () => {
    await run([EAST], {}, '2024-03-11')
    const { id: subject } = await connection.db
      .selectFrom('subject')
      .select('id')
      .where('plan', '=', plan.id)
      .where('code', '=', 'A01')
      .executeTakeFirstOrThrow()
    const said = { subject, indicator: 'households', effective_on: '2024-10-18', evidence: ['photo-1', 'photo-2'] }
    await write(connection, plan.id, async (trx, opened) => {
      const [observation = 0] = await addObservations(trx, opened, [{ ...said, value: '70', note: '入户清点' }])
      await addVerifications(trx, opened, [
        { observation, verdict: 'returned', reason: '缺照片' },
        { observation, verdict: 'verified' },
      ])
    })
    const correction = await run(['A01,,,,71,,'])
    expect(await verified(subject)).toEqual([])
    await undo(correction)
    expect(await verified(subject)).toEqual([{ value: '70', evidence: said.evidence, note: '入户清点' }])
  })

  const verified = async (subject: number) =>
    (
      await sql`
        select p.value, o.evidence, o.note from span p join observation o on o.id = p.observation
        where p.subject = ${subject} and p.indicator = 'households' and p.basis = 'verified'`.execute(connection.db)
    ).rows

  test('上海凌晨撤销，图形从当天起拿掉，不是前一天', async () => {
    const square = {
      type: 'Polygon',
      coordinates: [
        [
          [112, 34],
          [112.001, 34],
          [112.001, 34.001],
          [112, 34],
        ],
      ],
    }
    const shape = { type: 'Feature', properties: { code: 'A01' }, geometry: square }
    const seq = await run([EAST], { shapes: file('c.geojson', JSON.stringify(shape)) })
    const night = { account: 'system', action: 'test', recorded_at: '2024-10-19T18:00:00.000Z' }
    await recordWrite(connection.db, plan.id, night, async () => {})
    const undone = await undo(seq)
    const { effective_on } = await connection.db
      .selectFrom('shape')
      .select('effective_on')
      .where('plan', '=', plan.id)
      .where('seq', '=', undone.seq)
      .executeTakeFirstOrThrow()
    expect(effective_on).toBe('2024-10-20')
  })
})
