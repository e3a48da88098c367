import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { commitImport } from '../../../server/imports/commit-import.ts'
import { importOnce } from '../../../server/imports/import-once.ts'
import { planImport } from '../../../server/imports/plan-import.ts'
import { undoImport } from '../../../server/imports/undo-import.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const HEADER = '编号,小区名称,镇,社区,户数,管理模式,物业公司,进驻日期'
const ROWS = [
  'A01,粮食局家属院,城关镇,东关社区,65,专业化物业,安居物业,2024-05-12',
  'A02,机械厂家属院,城关镇,西关社区,120,,,',
]
const ledger = (...rows: string[]) => ({ name: 'a.csv', bytes: bytes([HEADER, ...rows].join('\n')) })

const square = (lon: number, lat: number) => [
  [lon, lat],
  [lon + 0.001, lat],
  [lon + 0.001, lat + 0.001],
  [lon, lat + 0.001],
  [lon, lat],
]
const shapes = (rings: Record<string, number[][]>) => ({
  name: 'a.geojson',
  bytes: bytes(
    JSON.stringify({
      type: 'FeatureCollection',
      features: Object.entries(rings).map(([code, ring]) => ({
        type: 'Feature',
        properties: { code },
        geometry: { type: 'Polygon', coordinates: [ring] },
      })),
    }),
  ),
})

eachEngine('导入', given => {
  let connection: Connection
  let plan: PlanDocument
  beforeEach(async () => {
    connection = given()
    plan = await newPlan(connection)
  })

  const run = async (files: Parameters<typeof planImport>[2], as_of = '2024-10-18') => {
    const planned = await planImport(connection.db, plan.id, files, { as_of })
    return { planned, seq: await commitImport(connection.db, planned, 'local') }
  }
  const standingOn = async (day: string) => {
    const { rows } = await sql<{ code: string; indicator: string; value: string; organisation: string | null }>`
    select s.code, p.indicator, p.value, o.code as organisation from span p join subject s on s.id = p.subject
    left join subject o on o.id = p.organisation
    where p.plan = ${plan.id} and s.kind = 'compound' and p.basis = 'reported' and p.from_on <= ${day}::date and p.to_on > ${day}::date
      and p.indicator in ('management', 'households', 'roster') order by 1, 2`.execute(connection.db)
    return rows.map(({ code, indicator, value, organisation }) =>
      [code, indicator, value, ...(organisation ? [organisation] : [])].join(' '),
    )
  }
  const lastSeq = async () =>
    (await connection.db.selectFrom('plan_head').select('seq').where('plan', '=', plan.id).executeTakeFirstOrThrow())
      .seq

  describe('写入', () => {
    test('台账和图形一次写入：按日子各就各位，再导入同样的文件什么也不变', async () => {
      const files = { ledger: ledger(...ROWS), shapes: shapes({ A01: square(112, 34), A02: square(112.01, 34) }) }
      const { seq } = await run(files)
      expect(seq).toBe(await lastSeq())
      expect(await standingOn('2024-03-11')).toEqual([
        'A01 households 65',
        'A01 roster in',
        'A02 households 120',
        'A02 roster in',
      ])
      expect(await standingOn('2024-05-12')).toContain('A01 management professional 安居物业')
      expect(await standingOn('2024-05-11')).not.toContain('A01 management professional 安居物业')
      const again = await run(files)
      expect(again.seq).toBeNull()
      expect(again.planned.change.counts).toEqual({ rows: 2, added: 0, changed: 0, unchanged: 2, unlocated: 0 })
      expect(await lastSeq()).toBe(seq)
    })

    test('预演不写入', async () => {
      const before = await lastSeq()
      const planned = await planImport(connection.db, plan.id, { ledger: ledger(...ROWS) })
      expect(planned.change.counts).toMatchObject({ added: 2, unlocated: 2 })
      expect(await lastSeq()).toBe(before)
      expect(await standingOn('2024-10-18')).toEqual([])
    })

    test('有一行不对就一行也不写，全部不对的地方都列出来', async () => {
      const bad = ledger(ROWS[0]!, 'A02,机械厂家属院,城关镇,西关社区,若干,,,', 'A03,丙,城关镇,西关社区,1,代管,,')
      const before = await lastSeq()
      await expect(run({ ledger: bad })).rejects.toMatchObject({
        code: 'import_refused',
        faults: [
          { row: 3, column: '户数', value: '若干' },
          { row: 4, column: '管理模式', value: '代管' },
        ],
      })
      expect(await lastSeq()).toBe(before)
      expect(await standingOn('2024-10-18')).toEqual([])
    })

    /*
     *   4 ╲ ╱ 3
     *      ╳        边界自相交：由数据库判定，不替人修
     *   1 ╱ ╲ 2
     */
    test('自相交的图形连同位置报出来，什么也不写', async () => {
      const bow = [
        [112, 34],
        [112.001, 34.001],
        [112.001, 34],
        [112, 34.001],
        [112, 34],
      ]
      const result = run({ ledger: ledger(...ROWS), shapes: shapes({ A01: bow, A02: square(112.01, 34) }) })
      await expect(result).rejects.toMatchObject({
        code: 'import_refused',
        faults: [{ code: 'shape_invalid', path: '第 1 个 A01' }],
      })
      await expect(result).rejects.toMatchObject({
        faults: [{ reason: expect.stringContaining('自相交，位置 112.000500, 34.000500') }],
      })
      expect(await standingOn('2024-10-18')).toEqual([])
    })

    test('预演之后别人写了，提交时按当时的样子重算', async () => {
      await run({ ledger: ledger(...ROWS) })
      const changed = ledger('A02,机械厂家属院,城关镇,西关社区,130,,,')
      const planned = await planImport(connection.db, plan.id, { ledger: changed }, { as_of: '2024-10-18' })
      const subject = await connection.db
        .selectFrom('subject')
        .select('id')
        .where('plan', '=', plan.id)
        .where('code', '=', 'A02')
        .executeTakeFirstOrThrow()
      await recordWrite(connection.db, plan.id, { account: 'local', action: 'report' }, (trx, write) =>
        addObservations(trx, write, [
          { subject: subject.id, indicator: 'households', value: '125', effective_on: '2024-10-18' },
        ]),
      )
      await commitImport(connection.db, planned, 'local')
      const rows = await connection.db
        .selectFrom('observation')
        .select(['value', 'replaces'])
        .where('plan', '=', plan.id)
        .where('indicator', '=', 'households')
        .where('subject', '=', subject.id)
        .orderBy('id')
        .execute()
      expect(rows.map(({ value, replaces }) => [value, replaces !== null])).toEqual([
        ['120', false],
        ['125', false],
        ['130', true],
      ])
    })
  })

  test('预演时图形未变，提交前被人挪走：不悄悄挪回去，请人重新导入', async () => {
    const there = { A01: square(112, 34) }
    await run({ ledger: ledger(...ROWS), shapes: shapes(there) })
    const files = { ledger: ledger('A02,,,,130,,,'), shapes: shapes(there) }
    const planned = await planImport(connection.db, plan.id, files)
    await run({ shapes: shapes({ A01: square(112.1, 34) }) })
    const before = await lastSeq()
    await expect(commitImport(connection.db, planned, 'local')).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect(await lastSeq()).toBe(before)
  })

  test('两个人同时导入同一份台账：后一份没有可写的，不留一次空写入，也不重复说新增', async () => {
    const planned = await planImport(connection.db, plan.id, { ledger: ledger(...ROWS) })
    await run({ ledger: ledger(...ROWS) })
    const before = await lastSeq()
    const request = { key: undefined, files: {}, options: {} }
    const done = await importOnce(connection.db, planned, request, 'local', ({ change }, seq) => ({
      seq,
      added: change.counts.added,
    }))
    expect(done).toEqual({ seq: null, added: 0 })
    expect(await lastSeq()).toBe(before)
  })

  describe('撤销', () => {
    test('撤销第一次导入：填报都收回，图形都拿掉，再导入又都回来', async () => {
      const files = { ledger: ledger(...ROWS), shapes: shapes({ A01: square(112, 34) }) }
      const { seq } = await run(files)
      expect(await undoImport(connection.db, plan.id, seq!, 'local')).toMatchObject({ kept: 0, shapes: 1 })
      expect(await standingOn('2024-10-18')).toEqual([])
      await expect(undoImport(connection.db, plan.id, seq!, 'local')).rejects.toMatchObject({ code: 'already_undone' })
      await expect(undoImport(connection.db, plan.id, seq! + 1, 'local')).rejects.toMatchObject({
        code: 'unknown_import',
      })
      const { planned } = await run(files)
      expect(planned.change.shape_counts).toMatchObject({ added: 1 })
      expect(await standingOn('2024-05-12')).toContain('A01 management professional 安居物业')
    })

    test('撤销一次更正：原来的说法回来；此后又改过的不动', async () => {
      await run({ ledger: ledger(...ROWS) })
      const second = await run(
        { ledger: ledger('A01,粮食局家属院,城关镇,东关社区,66,专业化物业,安居物业,2024-06-01', 'A02,,,,121,,,') },
        '2024-03-11',
      )
      await run({ ledger: ledger('A02,,,,122,,,') }, '2024-03-11')
      expect(await undoImport(connection.db, plan.id, second.seq!, 'local')).toMatchObject({ withdrawn: 2, kept: 1 })
      expect(await standingOn('2024-05-12')).toEqual([
        'A01 households 65',
        'A01 management professional 安居物业',
        'A01 roster in',
        'A02 households 122',
        'A02 roster in',
      ])
    })

    test('撤销挪动过的图形：回到原来的图形', async () => {
      await run({ ledger: ledger(...ROWS), shapes: shapes({ A01: square(112, 34) }) })
      const moved = await run({ shapes: shapes({ A01: square(112.1, 34) }) })
      expect(moved.planned.change.shape_counts).toMatchObject({ changed: 1 })
      await undoImport(connection.db, plan.id, moved.seq!, 'local')
      expect((await run({ shapes: shapes({ A01: square(112, 34) }) })).planned.change.shape_counts).toMatchObject({
        unchanged: 1,
      })
    })
  })

  test('没有这份方案、日子太远，各报各的', async () => {
    await expect(planImport(connection.db, 'nowhere', {})).rejects.toMatchObject({ code: 'unknown_plan' })
    await expect(planImport(connection.db, plan.id, {}, { as_of: '2034-01-01' })).rejects.toMatchObject({
      code: 'day_out_of_range',
    })
  })
})
