import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { PlanId, PlanParams } from '#core/api/common.ts'
import { ApiError, Problem } from '#core/api/errors.ts'
import type { Db } from '../db/database.ts'
import { isTile, MAX_ZOOM } from './mercator.ts'
import { boundsOf } from './tile-index.ts'
import { DAY_FIELDS, TILE_LAYERS } from './tile-layers.ts'
import { createTileMaker } from './tile-maker.ts'

const decompress = promisify(gunzip)

const TileParams = Type.Object({
  plan: PlanId,
  geometry_revision: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  z: Type.Integer(),
  x: Type.Integer(),
  y: Type.Integer(),
})

const TileAnswers = {
  200: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }),
  204: Type.Null({ description: 'nothing is there' }),
  304: Type.Null(),
  400: Problem,
  404: Problem,
}

const TileJson = Type.Object({
  tilejson: Type.Literal('3.0.0'),
  tiles: Type.Array(Type.String()),
  minzoom: Type.Integer(),
  maxzoom: Type.Integer(),
  bounds: Type.Optional(Type.Array(Type.Number())),
  vector_layers: Type.Array(Type.Object({ id: Type.String(), fields: Type.Record(Type.String(), Type.String()) })),
})

/** In the browser that asked and in no proxy: a plan that is no demo is for those who are signed in. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/** Tiles of a plan's shapes at a geometry revision, and where to find the newest ones. */
export const tilesRoutes: FastifyPluginAsyncTypebox<{ db: Db }> = async (app, { db }) => {
  const maker = createTileMaker(db)

  app.get(
    '/tiles/:plan/:geometry_revision/:z/:x/:y.mvt',
    // A wall asks for hundreds of tiles: no line in the log for each, none compressed a second time, and no page's headers.
    { logLevel: 'warn', compress: false, helmet: false, schema: { params: TileParams, response: TileAnswers } },
    async ({ params, headers }, reply) => {
      const { z, x, y } = params
      if (!isTile(z, x, y)) throw new ApiError('tile_out_of_range', `没有 ${z}/${x}/${y} 这一幅图块。`)
      const { gzipped, etag } = await maker.tile(params)
      const takes_gzip = acceptsGzip(headers['accept-encoding'])
      const tag = `"${etag}${takes_gzip ? '' : '-plain'}"`
      reply.headers({
        'cache-control': FOR_EVER,
        vary: 'accept-encoding',
        etag: tag,
        'x-content-type-options': 'nosniff',
      })
      if (isSame(headers['if-none-match'], tag)) return reply.code(304).send(null)
      if (!gzipped) return reply.code(204).send(null)
      reply.type('application/vnd.mapbox-vector-tile')
      if (!takes_gzip) return reply.send(await decompress(gzipped))
      return reply.header('content-encoding', 'gzip').send(gzipped)
    },
  )

  app.get(
    '/tiles/:plan',
    // What a cache in front asks before it gives a copy: whether who asks may read the plan is settled before this runs.
    { logLevel: 'warn', helmet: false, schema: { params: PlanParams, response: { 204: Type.Null() } } },
    async (_, reply) => reply.code(204).header('cache-control', 'no-store').send(null),
  )

  app.get(
    '/plans/:plan/tiles.json',
    { schema: { params: PlanParams, response: { 200: TileJson, 404: Problem } } },
    async ({ params, protocol, host }, reply) => {
      const index = await maker.index(params.plan)
      const bounds = boundsOf(index)
      reply.header('cache-control', 'no-cache')
      return {
        tilejson: '3.0.0' as const,
        tiles: [`${protocol}://${host}${app.prefix}/tiles/${params.plan}/${index.revision}/{z}/{x}/{y}.mvt`],
        minzoom: 0,
        maxzoom: MAX_ZOOM,
        ...(bounds && { bounds }),
        vector_layers: Object.entries(TILE_LAYERS).map(([id, fields]) => ({
          id,
          fields: Object.fromEntries(fields.map(field => [field, DAY_FIELDS.includes(field) ? 'Number' : 'String'])),
        })),
      }
    },
  )
}

/** Whether gzip may be sent: named, or anything goes, and not refused by q=0. */
export function acceptsGzip(header: string | undefined): boolean {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map(coding => coding.trim().split(/\s*;\s*/))
  const said = codings.find(([name]) => name === 'gzip') ?? codings.find(([name]) => name === '*')
  return said !== undefined && !said.slice(1).some(parameter => /^q=0(\.0*)?$/.test(parameter))
}

const isSame = (header: string | undefined, tag: string) =>
  (header ?? '').split(',').some(one => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
