import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApiError, PlanParams, Problem } from '#core/api/index.ts'
import { ShapeFileAnswer, ShapeFileQuery } from '#core/api/shape-file.ts'
import { planOf } from '../plans/plan-of.ts'
import type { Services } from '../services.ts'
import { readShapeFile } from './shape-file.ts'

const BODY_LIMIT = 51 * 1024 * 1024

/** Shapes out of a file of any known kind, to begin a drawing with; nothing is kept of it. */
export const shapeFileRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
    done(null, body),
  )

  app.post(
    '/plans/:plan/areas/shape-file',
    {
      config: { may: 'draw' },
      bodyLimit: BODY_LIMIT,
      schema: {
        params: PlanParams,
        querystring: ShapeFileQuery,
        consumes: ['multipart/form-data'],
        response: { 200: ShapeFileAnswer, 422: Problem },
      },
    },
    async ({ params, query, body, headers }) => {
      if (!Buffer.isBuffer(body)) throw new ApiError('wrong_media_type', '请以 multipart/form-data 上传文件。')
      await planOf(db, params.plan)
      return readShapeFile(db, await oneFile(body, headers['content-type'] ?? ''), query)
    },
  )
}

const oneFile = async (body: Buffer, type: string) => {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw new ApiError('bad_request', '上传的内容不完整，请重新选择文件。')
  })
  const [first, another] = [...form.values()]
  if (!first || another || typeof first === 'string') throw new ApiError('bad_request', '请选择一个文件。')
  return { name: first.name.slice(-200), bytes: new Uint8Array(await first.arrayBuffer()) }
}
