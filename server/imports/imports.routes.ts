import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Who } from '#core/accounts/permissions.ts'
import { ApiError, OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { ImportAnswer, ImportList, ImportQuery, UndoAnswer } from '#core/imports/import-answer.ts'
import { XLSX } from '../exports/spreadsheet.ts'
import type { Jobs } from '../operations/jobs.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { errorWorkbook } from './error-workbook.ts'
import { importAnswerOf } from './import-answer-of.ts'
import { importOnce } from './import-once.ts'
import { importsOf } from './imports.queries.ts'
import { planImport } from './plan-import.ts'
import { undoImport } from './undo-import.ts'
import { uploadedFiles } from './uploaded-files.ts'

const BODY_LIMIT = 110 * 1024 * 1024
const BatchParams = Type.Object(
  { ...PlanParams.properties, seq: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)

/** Who writes in a place alone is told which rows lie elsewhere. */
const placed = ({ id, role }: Who) => (role === 'town' ? id : undefined)

const uploadOf = (body: unknown, type = '') => {
  if (!Buffer.isBuffer(body)) throw new ApiError('wrong_media_type', '请以 multipart/form-data 上传文件。')
  return uploadedFiles(body, type)
}

/** Imports of ledgers and shapes: tried with `dry_run`, done in one write, taken back by the write's number. */
export const importsRoutes: FastifyPluginAsyncTypebox<Services & { jobs: Jobs }> = async (app, { db, jobs }) => {
  const importing = <T>(plan: string, work: () => Promise<T>) => jobs.during({ kind: 'import', plan, of: null }, work)
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
    done(null, body),
  )

  app.post(
    '/plans/:plan/imports',
    {
      config: { may: 'import' },
      bodyLimit: BODY_LIMIT,
      schema: {
        params: PlanParams,
        headers: OnceHeaders,
        querystring: ImportQuery,
        consumes: ['multipart/form-data'],
        response: { 200: ImportAnswer, 201: ImportAnswer, 422: Problem },
      },
    },
    async (request, reply) => {
      const { params, query, body, headers } = request
      const { dry_run, ...told } = query
      const { files, said } = await uploadOf(body, headers['content-type'])
      const options = { ...told, ...said }
      const answer = await importing(params.plan, async () => {
        const planned = await planImport(db, params.plan, files, options, placed(whoOf(request)))
        const once = { key: headers['idempotency-key'], files, options }
        return dry_run
          ? importAnswerOf(planned, null, true)
          : importOnce(db, planned, once, whoOf(request).id, importAnswerOf)
      })
      return reply.code(answer.seq === null ? 200 : 201).send(answer)
    },
  )

  app.post(
    '/plans/:plan/imports/errors',
    {
      config: { may: 'import' },
      bodyLimit: BODY_LIMIT,
      schema: {
        params: PlanParams,
        querystring: ImportQuery,
        consumes: ['multipart/form-data'],
        response: { 200: Type.Unsafe<Buffer>(Type.Any()) },
      },
    },
    async (request, reply) => {
      const { params, query, body, headers } = request
      const { dry_run: _, ...told } = query
      const { files, said } = await uploadOf(body, headers['content-type'])
      const planned = await importing(params.plan, () =>
        planImport(db, params.plan, files, { ...told, ...said }, placed(whoOf(request))),
      )
      reply.type(XLSX).header('content-disposition', 'attachment; filename="errors.xlsx"')
      return errorWorkbook(planned)
    },
  )

  app.get(
    '/plans/:plan/imports',
    { config: { may: 'import' }, schema: { params: PlanParams, response: { 200: ImportList } } },
    async ({ params }) => {
      const { head } = await planOf(db, params.plan)
      return { imports: await importsOf(db, head.id) }
    },
  )

  app.delete(
    '/plans/:plan/imports/:seq',
    {
      config: { may: 'import' },
      schema: { params: BatchParams, response: { 200: UndoAnswer, 404: Problem, 409: Problem } },
    },
    async request => undoImport(db, request.params.plan, request.params.seq, whoOf(request).id),
  )
}
