import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import { PMTiles, type Source } from 'pmtiles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, type Stage } from '../api/stage.ts'
import { tileAt } from '../tiles/shapes.ts'
import { pmtilesFile } from './pmtiles-file.ts'

const AT = '/api/basemap.pmtiles'

eachEngine('a county’s own basemap', connection => {
  let stage: Stage
  let file: Buffer
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-data-'))
  const put = (bytes: Uint8Array) => writeFileSync(join(data_dir, 'basemap.pmtiles'), bytes)
  const range = (from: number, to: number) => ask(stage, AT, { headers: { range: `bytes=${from}-${to}` } })

  beforeAll(async () => {
    stage = await openStage(connection(), data_dir)
    // (112.40, 34.60) ─────── (112.50, 34.65)
    const road = {
      type: 'LineString' as const,
      coordinates: [
        [112.4, 34.6],
        [112.5, 34.65],
      ],
    }
    const feature = { type: 'Feature' as const, properties: { kind: 'major_road' }, geometry: road }
    file = Buffer.from(await pmtilesFile('roads', { type: 'FeatureCollection', features: [feature] }))
  }, 60_000)
  afterAll(async () => {
    await stage.close()
    rmSync(data_dir, { recursive: true })
  })

  test('没有文件：方案的答复里为空，地址查无此物', async () => {
    const plans = (await ask(stage, '/api/plans')).json()
    expect(plans.map((plan: { basemap: unknown }) => plan.basemap)).toEqual(plans.map(() => null))
    expect((await ask(stage, stage.at)).json().basemap).toBeNull()
    expectProblem(await ask(stage, AT), 404, 'not_found')
  })

  test('文件放进数据目录，不必重启：答复里有了地址，按字节范围给，给的就是那些字节', async () => {
    put(file)
    expect((await ask(stage, stage.at)).json().basemap).toBe(AT)
    expect((await ask(stage, '/api/plans')).json()[0].basemap).toBe(AT)
    const answer = await range(100, 299)
    expect(answer.statusCode).toBe(206)
    expect(answer.headers).toMatchObject({
      'content-range': `bytes 100-299/${file.length}`,
      'content-type': 'application/vnd.pmtiles',
      'accept-ranges': 'bytes',
      'content-security-policy': expect.stringContaining("connect-src 'self'"),
    })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.rawPayload.equals(file.subarray(100, 300))).toBe(true)
  })

  test('有了就告知没有变；换了文件，标记就变', async () => {
    put(file)
    const { etag, 'last-modified': modified } = (await range(0, 9)).headers
    expect(etag).toMatch(/^"[\w-]+"$/)
    expect(Date.parse(String(modified))).toBeGreaterThan(0)
    const again = await ask(stage, AT, { headers: { 'if-none-match': String(etag) } })
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
    put(Buffer.concat([file, Buffer.from([0])]))
    expect((await range(0, 9)).headers.etag).not.toBe(etag)
  })

  test('网页所用的读法读得出里面的路', async () => {
    put(file)
    const source: Source = {
      getKey: () => AT,
      getBytes: async (offset, length) => {
        const { rawPayload, headers } = await range(offset, offset + length - 1)
        return { data: new Uint8Array(rawPayload).buffer, etag: headers.etag }
      },
    }
    const [x, y] = tileAt([112.45, 34.625], 10)
    const tile = await new PMTiles(source).getZxy(10, x, y)
    const { roads } = new VectorTile(new Pbf(tile!.data)).layers
    expect(roads!.feature(0).properties).toEqual({ kind: 'major_road' })
  })

  test('数据目录里的其他文件不给', async () => {
    writeFileSync(join(data_dir, 'secret.txt'), '不给看')
    for (const path of [
      '/api/secret.txt',
      '/api/basemap.pmtiles/../secret.txt',
      '/api/basemap.pmtiles%2f..%2fsecret.txt',
    ])
      expect((await ask(stage, path)).statusCode).toBe(404)
  })
})
