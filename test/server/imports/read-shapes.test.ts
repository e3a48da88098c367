import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { ImportOptions } from '../../../server/imports/read-import.ts'
import { readImport } from '../../../server/imports/read-import.ts'
import { UNDO } from '../../../server/imports/undo-datum.ts'
import { archive } from './archive.ts'
import { gbk } from './gbk.ts'
import { shapefile } from './shapefile.ts'

const reader = { plan: undefined as never, latest_on: '' }
const read = (name: string, bytes: Uint8Array, options: ImportOptions = {}) =>
  readImport(reader, { shapes: { name, bytes } }, options)
const codesOf = async (name: string, bytes: Uint8Array, options?: ImportOptions) =>
  (await read(name, bytes, options)).faults.map(({ code }) => code)

const PRJ_114 =
  'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
const PRJ_38 = PRJ_114.replace('CM_114E', 'Zone_38').replace('500000.0', '38500000.0')
const utf8 = (text: string) => new TextEncoder().encode(text)
const FIELDS = ['编号', '小区名称']
const yard = (x: number) => [{ values: ['A01', '粮食局家属院'], x, y: 3_765_465, size: 100 }]

test('Shapefile：中文属性有 .cpg、有 LDID、什么都没有，都不乱码；坐标系带不带带号都对', {
  timeout: 60_000,
}, async () => {
  const gbkParts = shapefile(FIELDS, yard(412_345), { encode: gbk })
  const marked = shapefile(FIELDS, yard(412_345), { encode: gbk, ldid: 0x4d })
  const plain = shapefile(FIELDS, yard(38_412_345), { encode: utf8 })
  const named = (parts: Record<string, Uint8Array>, more: Record<string, Uint8Array>) =>
    Object.entries({ ...parts, ...more }).map(([kind, bytes]) => ({ name: gbk(`小区.${kind}`), bytes }))
  const archives = [
    archive(named(gbkParts, { prj: strToU8(PRJ_114) })),
    archive(named(marked, { prj: strToU8(PRJ_114) })),
    archive(named(gbkParts, { prj: strToU8(PRJ_114), cpg: strToU8('GBK') })),
    archive(named(plain, { prj: strToU8(PRJ_38), cpg: strToU8('UTF-8') })),
    archive(named(plain, { prj: strToU8(PRJ_38) })),
  ]
  for (const bytes of archives) {
    const { shapes, faults } = await read('小区.zip', bytes)
    expect(faults).toEqual([])
    expect(shapes).toMatchObject([{ code: 'A01', name: '粮食局家属院' }])
    const [lon = 0, lat = 0] = shapes[0]?.geometry.coordinates[0]?.[0]?.[0] ?? []
    expect(lon).toBeCloseTo(113.0511, 3)
    expect(lat).toBeCloseTo(34.0124, 3)
  }
})

test('缺 .prj 请人说明坐标系，说明了就能读；缺 .dbf、缺 .shx、代码不存在，各有各的说法', {
  timeout: 60_000,
}, async () => {
  const parts = shapefile(FIELDS, yard(412_345), { encode: gbk })
  const zip = (...kinds: ('shp' | 'shx' | 'dbf')[]) =>
    zipSync(Object.fromEntries(kinds.map(kind => [`a.${kind}`, parts[kind]])))
  const all = zip('shp', 'shx', 'dbf')
  expect(await codesOf('a.zip', all)).toEqual(['crs_missing'])
  expect((await read('a.zip', all, { crs: 'EPSG:4547' })).shapes).toHaveLength(1)
  expect(await codesOf('a.zip', all, { crs: 'EPSG:99999' })).toEqual(['crs_unknown'])
  expect(await codesOf('a.zip', zip('shp', 'shx'))).toEqual(['shapefile_without_dbf'])
  expect(await codesOf('a.zip', zip('shp', 'dbf'))).toEqual(['shapefile_incomplete'])
  expect(await codesOf('a.shp', parts.shp)).toEqual(['shapefile_without_dbf'])
  expect(await codesOf('a.zip', zipSync({ 'readme.txt': strToU8('x') }))).toEqual(['zip_without_shapes'])
  const two = zipSync({ 'a.shp': parts.shp, 'b.shp': parts.shp })
  expect(await codesOf('a.zip', two)).toEqual(['layers_many'])
})

const RING = '112 34, 112.001 34, 112.001 34.001, 112 34.001, 112 34'
const COORDINATES = [RING.split(', ').map(point => point.split(' ').map(Number))]
const collection = (properties: object, geometry: object = { type: 'Polygon', coordinates: COORDINATES }, more = {}) =>
  utf8(JSON.stringify({ type: 'FeatureCollection', ...more, features: [{ type: 'Feature', properties, geometry }] }))
const SQUARE = { type: 'MultiPolygon', coordinates: [COORDINATES] }

test('GeoJSON 不经换算；osm_id、编号、code 都是编号', async () => {
  for (const key of ['osm_id', '编号', 'code', 'CODE'])
    expect((await read('a.geojson', collection({ [key]: 24750127, name: '朝晖二小区' }))).shapes).toEqual([
      { number: 1, code: '24750127', name: '朝晖二小区', community: null, level: null, parent: null, geometry: SQUARE },
    ])
})

test('GeoJSON 写明了投影坐标系，就按它换算', { timeout: 60_000 }, async () => {
  const crs = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } } }
  const [x, y] = [412_345, 3_765_465]
  const metres = {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 100, y],
        [x + 100, y + 100],
        [x, y],
      ],
    ],
  }
  const { shapes, faults } = await read('a.geojson', collection({ code: 'A01' }, metres, crs))
  expect(faults).toEqual([])
  expect(shapes[0]?.geometry.coordinates[0]?.[0]?.[0]?.[0]).toBeCloseTo(113.0511, 3)
  expect(await codesOf('a.geojson', collection({ code: 'A01' }, metres))).toEqual(['shape_metric'])
})

test('KML 里的扩展属性也读；带实体定义的不读', { timeout: 60_000 }, async () => {
  const kml = (head: string) =>
    utf8(`<?xml version="1.0" encoding="UTF-8"?>${head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>粮食局家属院</name>
    <ExtendedData><Data name="编号"><value>A&amp;01</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>
    ${RING.replaceAll(', ', ';').replaceAll(' ', ',').replaceAll(';', ' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>`)
  const { shapes, faults } = await read('a.kml', kml(''))
  expect(faults).toEqual([])
  expect(shapes).toMatchObject([{ code: 'A&01', name: '粮食局家属院', geometry: SQUARE }])
  expect(await codesOf('a.kml', kml('<!DOCTYPE x [<!ENTITY a "b">]>'))).toEqual(['file_damaged'])
})

test('CSV 里的 WKT，GBK 也行', async () => {
  const { shapes } = await read(
    'a.csv',
    gbk(`编号,名称,WKT\nA01,甲,"POLYGON ((${RING}))"\nA02,乙,"MULTIPOLYGON(((${RING})))"\n`),
  )
  expect(shapes).toMatchObject([
    { code: 'A01', name: '甲', geometry: SQUARE },
    { code: 'A02', geometry: SQUARE },
  ])
  expect(await codesOf('a.csv', utf8('编号,WKT\nA01,POINT (112 34)\nA02,POLYGON ((1\n'))).toEqual([
    'shape_type',
    'shape_empty',
  ])
})

test('火星坐标和百度坐标还原到原处，差不到一厘米；给进来的不动', async () => {
  const shift = UNDO.gcj02([112, 34])
  expect(Math.hypot(shift[0] - 112, shift[1] - 34)).toBeGreaterThan(0.002)
  const moved = (await read('a.geojson', collection({ code: 'A' }), { datum: 'gcj02' })).shapes[0]?.geometry
  expect(moved?.coordinates[0]?.[0]?.[0]?.[0]).toBeCloseTo(shift[0], 6)
  expect((await read('a.geojson', collection({ code: 'A' }), { datum: 'wgs84' })).shapes[0]?.geometry).toEqual(SQUARE)
})

test('坏的 JSON、空的集合、不认识的文件', async () => {
  expect(await codesOf('a.geojson', utf8('{"type":'))).toEqual(['file_damaged'])
  expect(await codesOf('a.geojson', utf8('{"type":"FeatureCollection","features":[]}'))).toEqual(['shapes_empty'])
  expect(await codesOf('a.geojson', utf8(`${'['.repeat(100_000)}`))).toEqual(['file_damaged'])
  expect(await codesOf('a.dwg', utf8('x'))).toEqual(['file_unknown'])
})
