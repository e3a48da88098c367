import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { IMPORT_REFUSALS, type ImportRefusal } from '#core/imports/sentences.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { commitImport } from '../../../server/imports/commit-import.ts'
import { planImport } from '../../../server/imports/plan-import.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'

/** Points of a drawing, one unit about 100 m, as lon/lat: '0,0 4,0 …'. */
const points = (drawing: string) =>
  drawing.split(' ').map(point => {
    const [x = 0, y = 0] = point.split(',').map(Number)
    return [112 + x / 1000, 34 + y / 1000]
  })
const polygon = (...rings: string[]) => ({ type: 'Polygon', coordinates: rings.map(points) })
const parts = (...shells: string[]) => ({ type: 'MultiPolygon', coordinates: shells.map(shell => [points(shell)]) })
/** A triangle whose first and last point are written as given. */
const from = (point: string) => `{"type":"Polygon","coordinates":[[${point},[112.004,34],[112.004,34.004],${point}]]}`
const circle = (count: number) => {
  const ring = Array.from({ length: count }, (_, i) => {
    const angle = (i / (count - 1)) * 2 * Math.PI
    return [112.01 + 0.01 * Math.cos(angle), 34.01 + 0.01 * Math.sin(angle)]
  })
  return { type: 'Polygon', coordinates: [[...ring.slice(0, -1), ring[0]]] }
}
const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

const YARD = '0,0 4,0 4,4 0,4 0,0'
type Case = [what: string, geometry: unknown, code: ImportRefusal, more?: RegExp]

/** Shapes that look like shapes: the database is the judge, and says where. */
const INVALID: Case[] = [
  /*  4 ╲ ╱ 2
   *     ╳
   *  1 ╱ ╲ 3  */
  ['a bow-tie', polygon('0,0 4,4 4,0 0,4 0,0'), 'shape_invalid', /自相交，位置 112\.002000, 34\.002000。/],
  /*  ┌──────┐
   *  │      ├──────  out and back on one line
   *  └──────┘        */
  ['a spike', polygon('0,0 4,0 4,2 8,2 4,2 4,4 0,4 0,0'), 'shape_invalid', /自相交，位置/],
  /*  ┌──────┐
   *  │  ────┤  the same inwards: a cut without width
   *  └──────┘  */
  ['a cut', polygon('0,0 4,0 4,2 2,2 4,2 4,4 0,4 0,0'), 'shape_invalid', /自相接，位置/],
  /*  ┌──╲ ╱──┐
   *  │   •   │  the border comes back to a point of its own
   *  └──╱ ╲──┘  */
  ['a waist of no width', polygon('0,0 2,2 4,0 4,4 2,2 0,4 0,0'), 'shape_invalid', /位置 112\.002000, 34\.002000。/],
  /*  ┌─────┐  ┌─┐
   *  │     │  └─┘  a hole where nothing is
   *  └─────┘       */
  [
    'a hole outside its shell',
    polygon(YARD, '6,1 7,1 7,2 6,2 6,1'),
    'shape_invalid',
    /孔洞在外边界之外，位置 112\.006000, 34\.001000。/,
  ],
  /*  ╔═════╗
   *  ║     ║  hole = shell: nothing is left
   *  ╚═════╝  */
  ['a hole as large as its shell', polygon(YARD, YARD), 'shape_invalid', /自相交，位置/],
  /*  ┌─────┐
   *  │  ┌──┼──┐  half in, half out
   *  │  └──┼──┘
   *  └─────┘     */
  ['a hole across its shell', polygon(YARD, '2,1 6,1 6,2 2,2 2,1'), 'shape_invalid', /自相交，位置/],
  /*  ┌───────┐
   *  │ ┌───┐ │
   *  │ │ □ │ │  a hole within a hole
   *  │ └───┘ │
   *  └───────┘  */
  [
    'a hole in a hole',
    polygon('0,0 9,0 9,9 0,9 0,0', '1,1 8,1 8,8 1,8 1,1', '2,2 3,2 3,3 2,3 2,2'),
    'shape_invalid',
    /孔洞相互嵌套，位置/,
  ],
  /*  ┌──╱╲──┐
   *  │ ╱  ╲ │
   *  │ ╲  ╱ │  the hole touches every side: four corners, no way between them
   *  └──╲╱──┘  */
  ['a hole that cuts the inside apart', polygon(YARD, '0,2 2,0 4,2 2,4 0,2'), 'shape_invalid', /内部不连通，位置/],
  /*  ┌───────┐
   *  │  ┌─┐  │  a part within a part
   *  │  └─┘  │
   *  └───────┘  */
  ['a nested shell', parts('0,0 9,0 9,9 0,9 0,0', '2,2 3,2 3,3 2,3 2,2'), 'shape_invalid', /外边界相互嵌套，位置/],
  /*  ╔═════╗
   *  ║     ║  one part twice
   *  ╚═════╝  */
  ['the same part twice', parts(YARD, YARD), 'shape_invalid', /自相交，位置/],
  /*  ┌────┐
   *  │  ┌─┼──┐
   *  └──┼─┘  │  two parts share ground
   *     └────┘  */
  ['parts that overlap', parts(YARD, '2,2 6,2 6,6 2,6 2,2'), 'shape_invalid', /自相交，位置/],
  /*  ┌────┬────┐
   *  │    │    │  two parts share a side: it is one part, or two compounds
   *  └────┴────┘  */
  ['parts side by side', parts(YARD, '4,0 8,0 8,4 4,4 4,0'), 'shape_invalid', /自相交，位置/],
  /*  1────2────3  and back: no area  */
  ['zero area', polygon('0,0 4,0 8,0 0,0'), 'shape_invalid', /位置/],
]

/** What is no ring, no number or no polygon is said before the database hears of it. */
const MALFORMED: Case[] = [
  /*  4───3
   *      │  never comes back to 1
   *  1───2  */
  ['an open ring', polygon('0,0 4,0 4,4 0,4'), 'shape_ring_open', /（112, 34）/],
  /*  1───2───1  */
  ['a ring of two points', polygon('0,0 4,0 0,0'), 'shape_ring_short'],
  ['a ring of one point', polygon('0,0'), 'shape_ring_short'],
  /*  • three points within a centimetre are one  */
  ['a ring smaller than a centimetre', polygon('0,0 0.00001,0 0.00001,0.00001 0,0'), 'shape_ring_short'],
  ['a ring of no points', { type: 'Polygon', coordinates: [[]] }, 'shape_empty'],
  ['a polygon of no rings', { type: 'Polygon', coordinates: [] }, 'shape_empty'],
  ['a part of no rings', { type: 'MultiPolygon', coordinates: [[points(YARD)], []] }, 'shape_empty'],
  ['no parts', { type: 'MultiPolygon', coordinates: [] }, 'shape_empty'],
  ['no geometry', null, 'shape_empty'],
  ['a number for a geometry', 5, 'shape_empty'],
  ['a boolean coordinate', from('[true,34]'), 'shape_coordinates'],
  ['a coordinate as text', from('["112",34]'), 'shape_coordinates'],
  ['a null coordinate', from('[null,34]'), 'shape_coordinates'],
  ['1e999', from('[1e999,34]'), 'shape_coordinates'],
  ['NaN', from('[NaN,34]'), 'file_damaged'],
  ['a null height', from('[112,34,null]'), 'shape_coordinates'],
  ['a coordinate of one number', from('[112]'), 'shape_coordinates'],
  ['a number for a point', from('7'), 'shape_coordinates'],
  ['coordinates that are an object', '{"type":"Polygon","coordinates":{}}', 'shape_coordinates'],
  ['no coordinates', { type: 'Polygon' }, 'shape_coordinates'],
  ['coordinates 100,000 deep', `{"type":"Polygon","coordinates":${DEEP}}`, 'shape_coordinates'],
  ['10,001 points', circle(10_001), 'shape_points'],
  ['a point', { type: 'Point', coordinates: [112, 34] }, 'shape_type'],
  ['a line', { type: 'LineString', coordinates: points('0,0 4,0') }, 'shape_type'],
  ['a collection', { type: 'GeometryCollection', geometries: [polygon(YARD)] }, 'shape_type'],
  ['a type in small letters', { ...polygon(YARD), type: 'polygon' }, 'shape_type'],
  /*   ● (34, 112): beyond the pole, and in the county once turned round  */
  [
    'lon and lat swapped',
    '{"type":"Polygon","coordinates":[[[34,112],[34,113],[35,112],[34,112]]]}',
    'shape_lonlat_swapped',
  ],
  ['metres', from('[412345,3765465]'), 'shape_metric', /坐标系/],
  ['lon 181', from('[181,34]'), 'shape_metric'],
  ['another country', from('[2,48]'), 'shape_outside_china', /（2, 48）/],
]

const collection = (geometry: unknown, more = '', properties = '{"code":"A01"}') => {
  const text = typeof geometry === 'string' ? geometry : JSON.stringify(geometry)
  return `{"type":"FeatureCollection",${more}"features":[{"type":"Feature","properties":${properties},"geometry":${text}}]}`
}
const named = (crs: string) => `"crs":{"type":"name","properties":{"name":"${crs}"}},`

/** A good shape in a file that is not. */
const FILES: [what: string, text: string, code: ImportRefusal][] = [
  ['broken JSON', '{"type":"FeatureCollection","features":[', 'file_damaged'],
  ['features that are no list', '{"type":"FeatureCollection","features":{}}', 'file_damaged'],
  ['no features', '{"type":"FeatureCollection","features":[]}', 'shapes_empty'],
  ['100,001 features', `{"type":"FeatureCollection","features":[${'0,'.repeat(100_000)}0]}`, 'shapes_many'],
  ['a system nobody knows', collection(polygon(YARD), named('EPSG:99999')), 'crs_unknown'],
  ['a system without a code', collection(polygon(YARD), named('our own')), 'crs_unknown'],
  ['a system by a link', collection(polygon(YARD), '"crs":{"type":"link","properties":{}},'), 'crs_unknown'],
  ['degrees in a metric system', collection(polygon(YARD), named('EPSG:3857')), 'shape_outside_china'],
  ['100,000 deep, to be projected', collection(polygon(YARD), `${named('EPSG:4547')}"x":${DEEP},`), 'file_damaged'],
  ['NUL in a name', collection(polygon(YARD), '', '{"code":"A01","name":"a\\u0000b"}'), 'text_control'],
  ['half a character in a name', collection(polygon(YARD), '', '{"code":"A01","name":"\\ud800"}'), 'text_control'],
]

/** What is accepted as it is, or with what RELIABILITY lets go; `points` of the stored shape. */
const ACCEPTED: [what: string, text: string, points: number, note?: RegExp][] = [
  ['a ring that turns right', collection(polygon('0,0 0,4 4,4 4,0 0,0')), 5],
  /*  4─────3
   *  │     ●● 2, twice: kept once
   *  1─────┘  */
  ['points given twice', collection(polygon('0,0 0,0 4,0 4,0 4,0 4,4 0,4 0,0 0,0')), 5],
  [
    'heights',
    collection(from('[112,34,88]').replaceAll('34]', '34,88]').replaceAll('34.004]', '34.004,88]')),
    4,
    /高程不导入/,
  ],
  ['a height here and there', collection(from('[112,34,88]')), 4, /高程不导入/],
  ['10,000 points', collection(circle(10_000)), 10_000],
  ['a system that is left open', collection(polygon(YARD), '"crs":null,'), 5],
  ['CRS84', collection(polygon(YARD), named('urn:ogc:def:crs:OGC:1.3:CRS84')), 5],
  ['properties 100,000 deep', collection(polygon(YARD), '', `{"code":"A01","x":${DEEP}}`), 5],
]

const LEDGER = { name: 'a.csv', bytes: new TextEncoder().encode('编号,小区名称,镇,社区\nA01,甲,城关镇,东关社区\n') }

eachEngine('GeoJSON of every kind', given => {
  let connection: Connection
  let plan: string
  beforeAll(async () => {
    connection = given()
    plan = (await newPlan(connection)).id
    await commitImport(connection.db, await planImport(connection.db, plan, { ledger: LEDGER }), 'local')
  })

  const planned = (text: string) =>
    planImport(connection.db, plan, { shapes: { name: 'a.geojson', bytes: new TextEncoder().encode(text) } })
  const stored = async () => {
    const { rows } = await sql`
      select h.seq, h.geometry_revision, (select count(*)::int from shape s where s.plan = h.plan) as shapes
      from plan_head h where h.plan = ${plan}`.execute(connection.db)
    return rows[0]
  }

  const refuses = async (text: string, code: ImportRefusal, more = /。/) => {
    const before = await stored()
    const found = await planned(text)
    expect(found.change.faults).toMatchObject([{ code, reason: expect.stringMatching(more) }])
    expect(found.change.faults[0]!.reason.startsWith(IMPORT_REFUSALS[code])).toBe(true)
    await expect(commitImport(connection.db, found, 'local')).rejects.toMatchObject({ code: 'import_refused' })
    expect(await stored()).toEqual(before)
  }

  describe('is refused with one code and one sentence, and nothing is stored', () => {
    test.each(INVALID)('%s', (_, geometry, code, more) => refuses(collection(geometry), code, more))
    test.each(MALFORMED)('%s', (_, geometry, code, more) => refuses(collection(geometry), code, more))
    test.each(FILES)('%s', (_, text, code) => refuses(text, code))
  })

  test.each(ACCEPTED)('%s: taken', async (_, text, count, note) => {
    const found = await planned(text)
    expect(found.change.faults).toEqual([])
    expect(found.notes.join()).toMatch(note ?? /^$/)
    await commitImport(connection.db, found, 'local')
    const { rows } = await sql<{ points: number; flat: boolean }>`
      select ST_NPoints(geom) as points, ST_NDims(geom) = 2 and ST_IsValid(geom) as flat from shape
      where plan = ${plan} order by geometry_revision desc limit 1`.execute(connection.db)
    expect(rows).toEqual([{ points: count, flat: true }])
  })
})
