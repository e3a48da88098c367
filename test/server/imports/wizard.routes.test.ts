import type { FastifyInstance } from 'fastify'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportAnswer, ImportList } from '#core/imports/import-answer.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { workbookOf } from '../../../server/exports/spreadsheet.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { importsApp, sendFiles } from './imports-app.ts'

const LEDGER = '编号,小区名称,镇,社区,户数\nA01,粮食局家属院,城关镇,东关社区,65\nA02,税务局家属院,城关镇,东关社区,30\n'

const feature = (properties: object, coordinates: number[][]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [coordinates] },
})
const square = (lon: number, lat: number) =>
  [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ].map(([x = 0, y = 0]) => [lon + x / 1000, lat + y / 1000])
/** A bow-tie: its lines cross in the middle. */
const bow = (lon: number, lat: number) =>
  [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 0],
  ].map(([x = 0, y = 0]) => [lon + x / 1000, lat + y / 1000])
const collection = (...features: object[]) => ({
  name: 'a.geojson',
  bytes: JSON.stringify({ type: 'FeatureCollection', features }),
})

eachEngine('导入向导', given => {
  let connection: Connection
  let app: FastifyInstance
  beforeAll(async () => {
    connection = given()
    app = await importsApp(connection)
  })
  afterAll(() => app.close())

  const fresh = async () => `/plans/${(await newPlan(connection)).id}/imports`
  const tried = async (url: string, files: Parameters<typeof sendFiles>[2], options?: unknown) =>
    (await sendFiles(app, `${url}?dry_run=true`, files, { options })).json<ImportAnswer>()

  test('预演说出每一列怎么认、有哪些样例；改一列的含义，就按改过的读', async () => {
    const url = await fresh()
    const odd = LEDGER.replace('户数', '住户总数')
    const guessed = await tried(url, { ledger: odd })
    expect(guessed.sheets).toMatchObject([
      {
        taken: true,
        header_row: 1,
        rows: 2,
        columns: [
          { header: '编号', field: 'code', samples: ['A01', 'A02'] },
          { field: 'name' },
          { field: 'level:town' },
          { field: 'level:community' },
          { header: '住户总数', field: null, samples: ['65', '30'] },
        ],
      },
    ])
    const said = { columns: { 住户总数: 'households' } }
    await sendFiles(app, url, { ledger: odd }, { options: said })
    const changed = await tried(url, { ledger: odd.replace('65', '66') }, said)
    expect(changed.changes).toMatchObject([{ row: 2, code: 'A01', indicator: 'households', from: '65', to: '66' }])
  })

  test('不要的一列可以不导入；选了不存在的含义，指出是哪一列', async () => {
    const url = await fresh()
    const without = await tried(url, { ledger: LEDGER }, { columns: { 户数: '' } })
    expect(without).toMatchObject({ ignored: [{ headers: ['户数'] }], faults: [] })
    const strange = await tried(url, { ledger: LEDGER }, { columns: { 户数: 'password' } })
    expect(strange.faults).toMatchObject([{ code: 'column_field_unknown', column: '户数', value: 'password' }])
  })

  test('多个工作表，只取选中的一个；新增的行带着表名和行号', async () => {
    const url = await fresh()
    const [head = '', ...lines] = LEDGER.trim().split('\n')
    const sheet = (name: string, rows: string[]) => ({
      name,
      head: head.split(','),
      rows: rows.map(row => row.split(',')),
    })
    const bytes = await workbookOf([sheet('一月', lines), sheet('二月', [lines[0]!])])
    const ledger = { name: '台账.xlsx', bytes }
    expect((await tried(url, { ledger })).faults).toMatchObject([{ code: 'code_twice' }])
    const one = await tried(url, { ledger }, { sheets: ['一月'] })
    expect(one).toMatchObject({ faults: [], counts: { rows: 2 }, sheets: [{ taken: true }, { taken: false }] })
    expect(one.added_rows).toMatchObject([{ sheet: '一月', row: 2, code: 'A01', home: '东关社区' }, { row: 3 }])
  })

  test('不对的行下载为工作簿：原来的格子、标红、写明原因和原表行号', async () => {
    const url = await fresh()
    const bad = LEDGER.replace('65', '若干')
    const answer = await sendFiles(app, `${url}/errors`, { ledger: { name: '台账.csv', bytes: bad } })
    expect(answer.statusCode).toBe(200)
    const { sheets } = await readXlsx(new Uint8Array(answer.rawPayload))
    const [, row] = sheets[0]!.rows
    expect(sheets[0]!.rows[0]).toEqual(['编号', '小区名称', '镇', '社区', '户数', '问题', '原表行号'])
    expect(row).toEqual(['A01', '粮食局家属院', '城关镇', '东关社区', '若干', expect.stringMatching('若干'), 2])
    expect(sheets[0]!.rows).toHaveLength(2)
  })

  test.each(['台账[1].csv', "'台账'.csv", `${'台账'.repeat(20)}.csv`, '台账.csv'])(
    '文件叫 %s 时也能下载',
    async name => {
      const bad = LEDGER.replace('65', `若干${'吗'.repeat(40_000)}`)
      const answer = await sendFiles(app, `${await fresh()}/errors`, { ledger: { name, bytes: bad } })
      expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200)
      const { sheets } = await readXlsx(new Uint8Array(answer.rawPayload))
      expect(sheets[0]!.rows[1]![4]).toBe(`若干${'吗'.repeat(32_765)}`)
    },
  )

  test('对不上的图形可以手工指定小区；指到别的方案里去，拒绝', async () => {
    const url = await fresh()
    await sendFiles(app, url, { ledger: LEDGER })
    const shapes = collection(feature({ 名称: '粮食局老院' }, square(114, 34)))
    const open = await tried(url, { shapes })
    expect(open).toMatchObject({
      unmatched: [{ label: '第 1 个 粮食局老院', reason: 'unknown' }],
      shapes: [{ state: 'unmatched', compound: null }],
    })
    const { id } = await connection.db
      .selectFrom('subject')
      .select('id')
      .where('plan', '=', url.split('/')[2]!)
      .where('code', '=', 'A01')
      .executeTakeFirstOrThrow()
    const matched = await tried(url, { shapes }, { matches: [['第 1 个 粮食局老院', id]] })
    expect(matched).toMatchObject({ unmatched: [], shapes: [{ state: 'added', compound: { code: 'A01', id } }] })
    const astray = await tried(url, { shapes }, { matches: [['第 1 个 粮食局老院', 999_999]] })
    expect(astray.faults).toMatchObject([{ code: 'match_unknown' }])
  })

  //  3──2        3  2
  //   ╲╱    →    │╲╱│     two triangles, shown beside the original; nothing is mended unasked
  //   ╱╲         │╱╲│
  //  0──1        0  1
  test('自相交的图形给出修复的样子，逐个接受后才导入；再导一次什么也不变', async () => {
    const url = await fresh()
    await sendFiles(app, url, { ledger: LEDGER })
    const shapes = collection(feature({ 编号: 'A01' }, bow(114, 34)), feature({ 编号: 'A02' }, square(114.01, 34)))
    const open = await tried(url, { shapes })
    expect(open).toMatchObject({
      faults: [{ code: 'shape_invalid' }],
      invalid: [
        { label: '第 1 个 A01', reason: '边界自相交', at: [expect.closeTo(114.0005, 9), expect.closeTo(34.0005, 9)] },
      ],
    })
    expect(open.invalid[0]?.repaired?.coordinates).toHaveLength(2)
    expect((await sendFiles(app, url, { shapes })).statusCode).toBe(422)
    const accepted = { repairs: ['第 1 个 A01'] }
    expect(await tried(url, { shapes }, accepted)).toMatchObject({ faults: [], invalid: [] })
    expect((await sendFiles(app, url, { shapes }, { options: accepted })).statusCode).toBe(201)
    expect((await sendFiles(app, url, { shapes }, { options: accepted })).statusCode).toBe(200)
  })

  test('以往的导入：谁、何时、多少条、哪一次写入撤销的', async () => {
    const url = await fresh()
    const { seq } = (await sendFiles(app, url, { ledger: LEDGER })).json<ImportAnswer>()
    await sendFiles(app, url, { ledger: LEDGER.replace('65', '66') })
    const undone = (await app.inject({ method: 'DELETE', url: `${url}/${seq! + 1}` })).json<{ seq: number }>()
    const { imports } = (await app.inject(url)).json<ImportList>()
    expect(imports).toMatchObject([
      { seq: seq! + 1, observations: 1, undone: undone.seq },
      { seq, account: 'local', observations: expect.any(Number), shapes: 0, undone: null },
    ])
  })

  test('选项不是 JSON、有不认识的字段：400，什么也不写', async () => {
    const url = await fresh()
    for (const options of ['{', '[]', '{"role":"office"}', { columns: { 户数: 3 } }]) {
      const answer = await sendFiles(app, url, { ledger: LEDGER }, { options })
      expect(answer.json()).toMatchObject({ status: 400, code: 'bad_request' })
    }
    expect((await app.inject(url)).json<ImportList>().imports).toEqual([])
  })
})
