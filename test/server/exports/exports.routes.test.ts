import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportAnswer } from '#core/imports/import-answer.ts'
import { readFeatures } from '../../../server/imports/read-shapes.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { squareAt } from '../imports/geopackage.ts'
import { importsApp, sendFiles } from '../imports/imports-app.ts'

const LEDGER = `编号,小区名称,镇,社区,户数,建筑面积,楼栋数,建成年份,责任单位,管理模式,管理单位,进驻日期
001,粮食局家属院,城关镇,东关社区,65,4321,2,1986,粮食局,专业化物业,安居物业,2024-05-12
002,"=HYPERLINK(""http://x"")",城关镇,东关社区,30,2100,1,1990,税务局,未落实,,
003,@文苑（一期）,城关镇,西关社区,120,,,,,,,
`
const SHAPES = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { 编号: '001' }, geometry: { type: 'Polygon', coordinates: [squareAt([114, 34])] } },
    {
      type: 'Feature',
      properties: { 编号: '002' },
      geometry: { type: 'Polygon', coordinates: [squareAt([114.01, 34])] },
    },
  ],
}
const OGRINFO = '/usr/bin/ogrinfo'

eachOwnEngine('导出', given => {
  let app: FastifyInstance
  let at: string
  beforeAll(async () => {
    app = await importsApp(given())
    at = `/plans/${(await newPlan(given())).id}`
    const shapes = { name: 'a.geojson', bytes: JSON.stringify(SHAPES) }
    const done = await sendFiles(app, `${at}/imports`, { ledger: LEDGER, shapes })
    expect(done.statusCode).toBe(201)
  }, 60_000)
  afterAll(() => app.close())

  const exported = (query: string, kind = 'compounds') => app.inject(`${at}/exports/${kind}?${query}`)
  const tried = async (ledger: { name: string; bytes: Uint8Array }) =>
    (await sendFiles(app, `${at}/imports?dry_run=true`, { ledger })).json<ImportAnswer>()

  test.each(['xlsx', 'csv'])('导出的 %s 台账再导入，什么也不变；像公式的名称原样回来', async format => {
    const answer = await exported(`format=${format}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toMatch(`2024-10-18.${format}"`)
    const back = await tried({ name: `台账.${format}`, bytes: new Uint8Array(answer.rawPayload) })
    expect(back).toMatchObject({ faults: [], changes: [], added_rows: [], observations: 0, counts: { unchanged: 3 } })
  })

  test('Excel 有标题、单位、填报人、日期，数字还是数字，像公式的文字前有引号', async () => {
    const { rawPayload } = await exported('format=xlsx')
    const { sheets } = await readXlsx(new Uint8Array(rawPayload))
    const [title, line, head = [], first = [], second = []] = sheets[0]!.rows
    expect(title?.[0]).toMatch('物业管理台账')
    expect(line?.[0]).toMatch(/单位：.+填报人：本机.+日期：2024-10-18/)
    expect(head.slice(0, 5)).toEqual(['编号', '小区名称', expect.any(String), expect.any(String), '户数'])
    expect([first[0], first[4], first[5]]).toEqual(['001', 65, 4321])
    expect(second[1]).toBe('\'=HYPERLINK("http://x")')
    expect(head).toEqual(expect.arrayContaining(['核定情况', '底数情况', '占地（平方米）', '物业管理区域']))
  })

  test('CSV 的每一格都不会被当成公式', async () => {
    const { body } = await exported('format=csv')
    const cells = body.split(/[\r\n]+/).flatMap(row => row.split(','))
    expect(cells.filter(cell => /^"?[=+@\t]/.test(cell))).toEqual([])
  })

  test('GeoJSON 是面，属性是中文列名；没有图形的几何为空', async () => {
    const { features } = (await exported('format=geojson')).json()
    expect(features.map((each: { geometry: { type: string } | null }) => each.geometry?.type)).toEqual([
      'MultiPolygon',
      'MultiPolygon',
      undefined,
    ])
    expect(features[0].properties).toMatchObject({ 小区名称: '粮食局家属院', 户数: 65, 核定情况: '未核定' })
  })

  test.each(['utf8', 'gbk'])(
    'Shapefile（%s）：坐标系、编码、字段不超过十字节且不重名，说明里有全名；再导入图形不变',
    async encoding => {
      const answer = await exported(`format=shp&encoding=${encoding}`)
      const bytes = new Uint8Array(answer.rawPayload)
      const files = unzipSync(bytes)
      expect(Object.keys(files).sort()).toEqual([
        'compounds.cpg',
        'compounds.dbf',
        'compounds.prj',
        'compounds.shp',
        'compounds.shx',
        '字段说明.txt',
      ])
      const text = (name: string) => new TextDecoder().decode(files[name])
      expect(text('compounds.cpg')).toMatch(encoding === 'gbk' ? /GBK/i : /UTF-?8/i)
      expect(text('compounds.prj')).toMatch(/China_2000|CGCS2000/)
      expect(text('字段说明.txt')).toMatch(/小区名称/)
      const back = await readFeatures({ name: 'a.zip', bytes })
      expect(back.features[0]?.properties).toMatchObject({
        [encoding === 'gbk' ? '小区名称' : '小区名']: '粮食局家属院',
      })
      const names = Object.keys(back.features[0]?.properties ?? {})
      expect(new Set(names).size).toBe(names.length)
      const shapes = { name: 'a.zip', bytes }
      const again = (await sendFiles(app, `${at}/imports?dry_run=true`, { shapes })).json<ImportAnswer>()
      expect(again.shape_counts).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    },
  )

  test('GeoPackage：列名完整，坐标系是 CGCS2000', async () => {
    const bytes = new Uint8Array((await exported('format=gpkg')).rawPayload)
    const back = await readFeatures({ name: 'a.gpkg', bytes })
    expect(back.features.map(({ properties }) => properties.小区名称)).toContain('粮食局家属院')
  })

  test.runIf(existsSync(OGRINFO) || process.env.REQUIRE_ALL === '1')('别的制图软件读得出名称和坐标系', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fullcover-ogrinfo-'))
    const info = (path: string) => execFileSync(OGRINFO, ['-al', path], { encoding: 'utf8' })
    try {
      for (const encoding of ['utf8', 'gbk']) {
        const zip = join(folder, `${encoding}.zip`)
        writeFileSync(zip, (await exported(`format=shp&encoding=${encoding}`)).rawPayload)
        const said = info(`/vsizip/${zip}/compounds.shp`)
        expect(said).toMatch(/粮食局家属院/)
        expect(said).toMatch(/EPSG",4490/)
        expect(said).toMatch(/Feature Count: 3/)
      }
      const gpkg = join(folder, 'a.gpkg')
      writeFileSync(gpkg, (await exported('format=gpkg')).rawPayload)
      expect(info(gpkg)).toMatch(/小区名称 \(String\) = 粮食局家属院/)
      expect(info(gpkg)).toMatch(/EPSG",4490/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('只要一个社区的、只要选中的、只要从前某天的', async () => {
    const all = (await exported('format=geojson')).json().features
    const community = given().db.selectFrom('span').select('value').where('indicator', '=', 'community')
    const { value } = await community.where('subject', '=', await idOf('003')).executeTakeFirstOrThrow()
    const west = (await exported(`format=geojson&division=${value}`)).json().features
    expect(west.map((each: { properties: object }) => each.properties)).toEqual([all[2].properties])
    const one = (await exported(`format=geojson&ids=${await idOf('001')}`)).json().features
    expect(one).toEqual([all[0]])
    const before = (await exported('format=csv&as_of=2024-05-11')).body.split('\r\n')
    expect(before[1]).not.toMatch('安居物业')
  })

  const idOf = async (code: string) => {
    const row = await given()
      .db.selectFrom('subject')
      .select('id')
      .where('plan', '=', at.split('/')[2]!)
      .where('kind', '=', 'compound')
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    return row.id
  }

  test('没有管理区域时，导出的是一张只有表头的表', async () => {
    const { body } = await exported('format=csv', 'areas')
    expect(body.trim().split('\r\n')).toHaveLength(1)
    expect((await exported('format=gpkg', 'areas')).statusCode).toBe(200)
  })

  test('不认识的格式、类别、方案、字段：拒绝', async () => {
    expect((await exported('format=dwg')).statusCode).toBe(400)
    expect((await exported('format=csv', 'accounts')).statusCode).toBe(400)
    expect((await exported('format=csv&field=password_hash')).json()).toMatchObject({ code: 'unknown_field' })
    expect((await exported('format=csv&ids=1;drop')).statusCode).toBe(400)
    expect((await app.inject('/plans/nowhere/exports/compounds?format=csv')).json()).toMatchObject({
      code: 'unknown_plan',
    })
  })
})
