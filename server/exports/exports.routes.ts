import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ExportParams, ExportQuery } from '#core/api/exports.ts'
import { readSnapshot } from '../db/write.ts'
import { planOf } from '../plans/plan-of.ts'
import type { Services } from '../services.ts'
import { areaTable } from './area-table.ts'
import { compoundTable } from './compound-table.ts'
import { exportFile } from './export-file.ts'

/** A whole county is read and written in more than an answer's time; whoever exports is waiting for it. */
const PATIENCE_SECONDS = 60

/** Compounds and areas as files, as of a day and as known at a moment. The figures are those of every other answer. */
export const exportsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/exports/:kind',
    {
      config: { may: 'look' },
      schema: {
        params: ExportParams,
        querystring: ExportQuery,
        response: { 200: Type.Unsafe<Buffer | string>(Type.Any()) },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const wanted = {
        division: query.division ?? null,
        ids: query.ids ? new Set(query.ids.split(',').map(Number)) : null,
      }
      // A stranger may look at a demo plan, and so take its tables.
      const name = request.who?.name ?? ''
      const { table, as_of } = await readSnapshot(
        db,
        async trx => {
          const state = await planOf(trx, params.plan, query)
          const made = params.kind === 'areas' ? areaTable : compoundTable
          return { table: await made(trx, state, wanted, name), as_of: state.as_of }
        },
        PATIENCE_SECONDS,
      )
      const { type, extension, body } = await exportFile(table, query.format, query.encoding ?? 'utf8')
      const file = `${params.plan}-${params.kind}-${as_of}.${extension}`
      reply.type(type).header('content-disposition', `attachment; filename="${file}"`)
      return body
    },
  )
}
