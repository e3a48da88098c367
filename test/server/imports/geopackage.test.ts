import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../../server/db/connect.ts'
import { commitImport } from '../../../server/imports/commit-import.ts'
import { planImport } from '../../../server/imports/plan-import.ts'
import { type ImportOptions, readImport } from '../../../server/imports/read-import.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { geopackage, squareAt } from './geopackage.ts'

const YARDS = [
  { code: 'A01', name: '粮食局家属院', at: [112, 34] as [number, number] },
  { code: '', name: '机械厂家属院', at: [112.01, 34] as [number, number] },
]
const LEDGER = new TextEncoder().encode(
  '编号,小区名称,镇,社区\nA01,粮食局家属院,城关镇,东关社区\nA02,机械厂家属院,城关镇,西关社区\n',
)

eachEngine('GeoPackage 导入', given => {
  let connection: Connection
  beforeAll(() => {
    connection = given()
  })

  /** How far each stored shape lies from where it was drawn, by the compound: Mercator metres, 1.2 to a metre here. */
  const strayed = async (plan: string) => {
    const { rows } = await sql<{ code: string; metres: number }>`
      select s.code, ST_HausdorffDistance(ST_Transform(g.geom, 3857),
        ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(d.drawn), 4490), 3857)) as metres
      from jsonb_to_recordset(${JSON.stringify(
        YARDS.map(({ at }, i) => ({
          code: `A0${i + 1}`,
          drawn: { type: 'Polygon', coordinates: [squareAt(at)] },
        })),
      )}::jsonb) as d (code text, drawn jsonb)
      join subject s on s.plan = ${plan} and s.code = d.code join shape g on g.subject = s.id order by 1`.execute(
      connection.db,
    )
    return rows
  }

  test.each([
    ['经纬度', 'EPSG:4490'],
    ['WGS 84', 'EPSG:4326'],
    ['高斯三度带，不带带号', 'EPSG:4547'],
    ['高斯三度带，带带号', 'EPSG:4526'],
    ['网络墨卡托', 'EPSG:3857'],
  ])('%s（%s）的小区，按编号、按名称各就各位，差不到一厘米；再导入一次什么也不变', async (_, srs) => {
    const plan = await newPlan(connection)
    const bytes = await geopackage({ 小区: YARDS }, ['-t_srs', srs])
    const files = { ledger: { name: 'a.csv', bytes: LEDGER }, shapes: { name: '小区.gpkg', bytes } }
    const planned = await planImport(connection.db, plan.id, files)
    expect(planned.change.faults).toEqual([])
    expect(planned.names).toEqual(YARDS.map(({ name }) => name))
    expect(planned.change.shape_counts).toMatchObject({ read: 2, added: 2, by_name: 1 })
    expect(await commitImport(connection.db, planned, 'local')).not.toBeNull()
    const stored = await strayed(plan.id)
    expect(stored.map(({ code }) => code)).toEqual(['A01', 'A02'])
    for (const { metres } of stored) expect(metres).toBeLessThan(0.012)
    const again = await planImport(connection.db, plan.id, files)
    expect(await commitImport(connection.db, again, 'local')).toBeNull()
  })
})

describe('读不成的 GeoPackage', () => {
  const codesOf = async (bytes: Uint8Array, options: ImportOptions = {}) => {
    const reader = { plan: undefined as never, latest_on: '' }
    const { faults } = await readImport(reader, { shapes: { name: '小区.gpkg', bytes } }, options)
    return faults.map(({ code, value }) => [code, value])
  }
  const DEGREES = ['-t_srs', 'EPSG:4490']

  test('两个图层，说出名字，请人只留一个', async () => {
    expect(await codesOf(await geopackage({ 小区: YARDS, 道路: YARDS }, DEGREES))).toEqual([
      ['layers_many', '小区、道路'],
    ])
  })

  test('没有坐标系，请人说明，说明了就能读', async () => {
    const bytes = await geopackage({ 小区: YARDS }, ['-a_srs', 'none'])
    expect(await codesOf(bytes)).toEqual([['crs_missing', undefined]])
    expect(await codesOf(bytes, { crs: 'EPSG:4490' })).toEqual([])
  })

  test('一个图形是空的，说出是第几个', async () => {
    const bytes = await geopackage({ 小区: [YARDS[0]!, { ...YARDS[1]!, at: null }] }, DEGREES)
    expect(await codesOf(bytes)).toEqual([['shape_empty', '机械厂家属院']])
  })

  test('截断了的、后缀不对的，都是打不开；读图库自己的话不说给人听', async () => {
    const bytes = await geopackage({ 小区: YARDS }, DEGREES)
    expect(await codesOf(bytes.subarray(0, 5000))).toEqual([['file_damaged', undefined]])
    expect(await codesOf(new TextEncoder().encode('不是 GeoPackage'))).toEqual([['file_damaged', undefined]])
  })
})
