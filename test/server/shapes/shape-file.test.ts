import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, type Stage } from '../api/stage.ts'

const collection = (...rings: number[][][]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: rings.map((ring, i) => ({
      type: 'Feature',
      properties: { name: `图形 ${i + 1}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    })),
  })

/*  4──3        3──4
 *  │  │         ╲╱
 *  1──2         ╱╲
 *              1──2   */
const square = [
  [112.0, 34.0],
  [112.001, 34.0],
  [112.001, 34.001],
  [112.0, 34.001],
  [112.0, 34.0],
]
const bowTie = [
  [112.0, 34.0],
  [112.001, 34.0],
  [112.0, 34.001],
  [112.001, 34.001],
  [112.0, 34.0],
]

const KML = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>东关</name><Polygon><outerBoundaryIs><LinearRing>
<coordinates>${square.map(([lon, lat]) => `${lon},${lat},0`).join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>`

eachEngine('图形文件', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const upload = async (name: string, content: string | Uint8Array<ArrayBuffer>, query = '', field = 'file') => {
    const form = new FormData()
    form.set(field, new File([content], name))
    const request = new Request('http://here', { method: 'POST', body: form })
    return ask(stage, `${stage.at}/areas/shape-file${query}`, {
      method: 'POST',
      headers: { 'content-type': request.headers.get('content-type')! },
      payload: Buffer.from(await request.arrayBuffer()),
    })
  }

  test('有效的图形照原样给出，无效的说明原因和位置，并附上修复后的样子供选用', async () => {
    const answer = (await upload('a.geojson', collection(square, bowTie))).json()
    const [first, second] = answer.shapes
    expect(first).toEqual({
      number: 1,
      name: '图形 1',
      shape: { type: 'MultiPolygon', coordinates: [[square]] },
      fault: null,
      at: null,
      repaired: null,
    })
    expect(second).toMatchObject({ fault: '边界自相交', shape: { coordinates: [[bowTie]] } })
    expect(second.at[0]).toBeCloseTo(112.0005, 6)
    expect(second.repaired.coordinates).toHaveLength(2)
  })

  test('KML 和压缩包一样能读', async () => {
    expect((await upload('东关.kml', KML)).json().shapes).toMatchObject([{ fault: null }])
    const zipped = zipSync({ 'a.geojson': strToU8(collection(square)) }) as Uint8Array<ArrayBuffer>
    expect((await upload('a.zip', zipped)).json().shapes).toMatchObject([{ name: '图形 1', fault: null }])
  })

  test('经纬度颠倒的一个不拖累别的：它成为一条说明', async () => {
    const swapped = square.map(([lon, lat]) => [lat!, lon!])
    const answer = (await upload('a.json', collection(square, swapped))).json()
    expect(answer.shapes).toHaveLength(1)
    expect(answer.faults).toMatchObject([{ code: 'shape_lonlat_swapped' }])
  })

  test('说是火星坐标就退回原位', async () => {
    const [plain, undone] = await Promise.all([
      upload('a.json', collection(square)),
      upload('a.json', collection(square), '?datum=gcj02'),
    ])
    const lon = (answer: typeof plain) => answer.json().shapes[0].shape.coordinates[0][0][0][0]
    expect(lon(plain) - lon(undone)).toBeGreaterThan(0.004)
  })

  test('坏文件、空文件、过多的图形、两个文件、没有文件，各有一句话，从不报 500', async () => {
    expectProblem(await upload('a.geojson', '{"type":'), 422, 'file_refused')
    expectProblem(await upload('a.geojson', collection()), 422, 'file_refused')
    expectProblem(await upload('a.doc', 'x'), 422, 'file_refused')
    expectProblem(await upload('a.shp', 'x'), 422, 'file_refused')
    expectProblem(
      await upload('a.geojson', collection(...Array.from({ length: 201 }, () => square))),
      422,
      'file_refused',
    )
    expectProblem(await upload('a.json', collection(square), '?crs=Beijing'), 400, 'bad_request')
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, payload: '{}' } as const
    expectProblem(await ask(stage, `${stage.at}/areas/shape-file`, json), 415, 'wrong_media_type')
    const broken = {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: 'x',
    } as const
    expectProblem(await ask(stage, `${stage.at}/areas/shape-file`, broken), 400, 'bad_request')
  })
})
