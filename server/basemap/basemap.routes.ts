import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Problem } from '#core/api/errors.ts'
import type { Services } from '../services.ts'
import { BASEMAP_FILE } from './basemap-file.ts'

const Bytes = Type.Unsafe<unknown>({ type: 'string', format: 'binary' })
const BasemapAnswers = { 200: Bytes, 206: Bytes, 304: Type.Null(), 404: Problem }

/** The county's own ground, by byte ranges. */
export const basemapRoutes: FastifyPluginAsyncTypebox<Pick<Services, 'data_dir'>> = async (app, { data_dir }) => {
  await app.register(fastifyStatic, {
    root: data_dir,
    serve: false,
    suppressWarning: true,
    setHeaders: reply => {
      reply.type('application/vnd.pmtiles')
      // Strong, so that a reader sees a file replaced under it; and a browser that kept pieces under a strong tag would ask
      // with If-Range, which is answered with the whole file.
      reply.header('etag', String(reply.getHeader('etag')).replace(/^W\//, ''))
      reply.header('cache-control', 'no-store')
    },
  })

  app.get(`/${BASEMAP_FILE}`, { compress: false, schema: { response: BasemapAnswers } }, (_, reply) =>
    reply.sendFile(BASEMAP_FILE),
  )
}
