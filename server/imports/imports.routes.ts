import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ApiError, OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { ImportAnswer, ImportQuery, UndoAnswer } from '#core/imports/import-answer.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { FAULTS_SAID } from './commit-import.ts'
import { importOnce } from './import-once.ts'
import { type PlannedImport, planImport } from './plan-import.ts'
import { undoImport } from './undo-import.ts'
import { uploadedFiles } from './uploaded-files.ts'

const BODY_LIMIT = 110 * 1024 * 1024
const CHANGES = 500
const BatchParams = Type.Object(
  { ...PlanParams.properties, seq: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)

const answerOf = ({ input, change, notes, names }: PlannedImport, seq: number | null): ImportAnswer => ({
  seq,
  as_of: input.as_of,
  counts: change.counts,
  shape_counts: change.shape_counts,
  new_divisions: change.divisions.length,
  new_organisations: change.organisations.length,
  observations: change.observations.length,
  changes: change.changes.slice(0, CHANGES),
  unmatched: change.unmatched.slice(0, CHANGES),
  ignored: input.ledger?.ignored ?? [],
  names,
  remarks: [...notes, ...change.warnings].slice(0, CHANGES),
  faults: change.faults.slice(0, FAULTS_SAID),
})

/** Imports of ledgers and shapes: tried with `dry_run`, done in one write, taken back by the write's number. */
export const importsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
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
      const {
        params,
        query: { dry_run, ...options },
        body,
        headers,
      } = request
      if (!Buffer.isBuffer(body)) throw new ApiError('wrong_media_type', '请以 multipart/form-data 上传文件。')
      const files = await uploadedFiles(body, headers['content-type'] ?? '')
      const planned = await planImport(db, params.plan, files, options)
      const once = { key: headers['idempotency-key'], files, options }
      const answer = dry_run
        ? answerOf(planned, null)
        : await importOnce(db, planned, once, whoOf(request).id, answerOf)
      return reply.code(answer.seq === null ? 200 : 201).send(answer)
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
