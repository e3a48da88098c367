import { gunzipSync } from 'node:zlib'
import compress from '@fastify/compress'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useProblems } from '../../../server/plugins/errors.ts'
import { useValidation } from '../../../server/plugins/validation.ts'
import { acceptsGzip, tilesRoutes } from '../../../server/tiles/tiles.routes.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { decode, tileAt } from './shapes.ts'
import { planWith, yards } from './yards.ts'

eachEngine('tile routes', connection => {
  let app: FastifyInstance
  let plan: string
  let ids: number[]
  beforeAll(async () => {
    const { db } = connection()
    ;({ plan, ids } = await planWith(db, yards(20)))
    app = Fastify()
    useValidation(app)
    useProblems(app)
    await app.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1 })
    await app.register(tilesRoutes, { prefix: '/api', db })
  }, 60_000)
  afterAll(() => app.close())

  const get = (url: string, headers: Record<string, string> = { 'accept-encoding': 'gzip' }) =>
    app.inject({ url, headers })
  const urlOf = (z: number) => `/api/tiles/${plan}/1/${z}/${tileAt([112.41, 34.61], z).join('/')}.mvt`

  test('a tile comes compressed, for ever, with a strong tag', async () => {
    const answer = await get(urlOf(10))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': 'private, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    expect(answer.headers.etag).toMatch(/^"[\w-]{22}"$/)
    expect(decode(gunzipSync(answer.rawPayload)).map(feature => feature.id)).toEqual(ids)
  })

  test('who takes no gzip gets it plain, under another tag', async () => {
    const answer = await get(urlOf(10), { 'accept-encoding': 'br, gzip;q=0' })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.headers.etag).toMatch(/-plain"$/)
    expect(decode(answer.rawPayload)).toHaveLength(ids.length)
  })

  test('who has it is told so', async () => {
    const { etag } = (await get(urlOf(10))).headers
    const answer = await get(urlOf(10), { 'accept-encoding': 'gzip', 'if-none-match': `"other", ${etag}` })
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([304, 0])
  })

  test('a cache in front is told that who asks may read the plan, and keeps no such word', async () => {
    const answer = await get(`/api/tiles/${plan}`)
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([204, 0])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('where nothing is, nothing comes', async () => {
    const answer = await get(`/api/tiles/${plan}/1/10/0/0.mvt`)
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([204, 0])
    expect(answer.headers['cache-control']).toContain('immutable')
  })

  test.each([
    ['17/0/0', 400],
    ['-1/0/0', 400],
    ['3/8/0', 400],
    ['3/0/8', 400],
    ['3/-1/0', 400],
    ['3/1.5/0', 400],
    ['3/abc/0', 400],
    ['99999999999999999999/0/0', 400],
  ])('tile %s is refused with %i', async (tile, status) => {
    const answer = await get(`/api/tiles/${plan}/1/${tile}.mvt`)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['cache-control']).toBeUndefined()
  })

  test('an unknown plan, revision or format is not found', async () => {
    expect((await get('/api/tiles/no-such/1/0/0/0.mvt')).json()).toMatchObject({ code: 'unknown_plan' })
    expect((await get(`/api/tiles/${plan}/2/0/0/0.mvt`)).json()).toMatchObject({ code: 'unknown_revision' })
    expect((await get(`/api/tiles/${plan}/1/0/0/0.png`)).statusCode).toBe(404)
    expect((await get('/api/plans/no-such/tiles.json')).statusCode).toBe(404)
  })

  test('TileJSON names the newest revision, the bounds and the layers', async () => {
    const answer = (
      await app.inject({ url: `/api/plans/${plan}/tiles.json`, headers: { host: 'map.local:8080' } })
    ).json()
    expect(answer).toMatchObject({ tilejson: '3.0.0', minzoom: 0, maxzoom: 16 })
    expect(answer.tiles).toEqual([`http://map.local:8080/api/tiles/${plan}/1/{z}/{x}/{y}.mvt`])
    expect(answer.bounds[0]).toBeCloseTo(112.4, 2)
    expect(answer.bounds[3]).toBeCloseTo(34.616, 2)
    expect(answer.vector_layers).toContainEqual({ id: 'divisions', fields: { level: 'String', code: 'String' } })
  })
})

test.each([
  ['gzip, deflate, br', true],
  ['*', true],
  ['br', false],
  ['gzip;q=0, *', false],
  ['gzip; q=0.5', true],
  [undefined, false],
])('accept-encoding %s: gzip %s', (header, accepted) => {
  expect(acceptsGzip(header)).toBe(accepted)
})
