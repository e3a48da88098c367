import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  ApiError,
  BatchWritten,
  NewBatch,
  NewObservation,
  NewVerification,
  OnceHeaders,
  PlanParams,
  Problem,
  Written,
} from '#core/api/index.ts'
import { UndoAnswer } from '#core/imports/import-answer.ts'
import { recordOnce } from '../db/once.ts'
import { undoBatch } from '../imports/undo-import.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { readObservation } from './add-observation.ts'
import { addObservations, addVerifications, observationById } from './observations.queries.ts'
import { recordBatch } from './record-batch.ts'

const OneParams = Type.Object(
  { ...PlanParams.properties, id: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)

const BatchParams = Type.Object(
  { ...PlanParams.properties, seq: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)

export const observationsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.post(
    '/plans/:plan/observations',
    {
      config: { may: 'report' },
      schema: { params: PlanParams, headers: OnceHeaders, body: NewObservation, response: { 201: Written } },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const state = await planOf(db, params.plan)
      const row = await readObservation(db, state, body)
      const once = {
        key: headers['idempotency-key'],
        request: body,
        account: whoOf(request).id,
        action: row.value === null ? 'withdraw' : row.replaces ? 'correct' : 'report',
      }
      const written = await recordOnce(db, params.plan, once, async (trx, { seq, recorded_at, ...write }) => {
        const [id] = await addObservations(trx, { seq, recorded_at, ...write }, [row])
        return { id: id!, seq, recorded_at }
      })
      return reply.code(201).send(written)
    },
  )

  app.post(
    '/plans/:plan/observations/batch',
    {
      config: { may: 'report' },
      schema: {
        params: PlanParams,
        headers: OnceHeaders,
        body: NewBatch,
        response: { 201: BatchWritten, 422: Problem },
      },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const by = { account: whoOf(request).id, key: headers['idempotency-key'] }
      return reply.code(201).send(await recordBatch(db, params.plan, body, by))
    },
  )

  app.delete(
    '/plans/:plan/batches/:seq',
    {
      config: { may: 'report' },
      schema: { params: BatchParams, response: { 200: UndoAnswer, 404: Problem, 409: Problem } },
    },
    async request => undoBatch(db, request.params.plan, request.params.seq, whoOf(request).id),
  )

  app.post(
    '/plans/:plan/observations/:id/verification',
    {
      config: { may: 'verify' },
      schema: { params: OneParams, headers: OnceHeaders, body: NewVerification, response: { 201: Written } },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const { head } = await planOf(db, params.plan)
      const observation = await observationById(db, head.id, params.id)
      if (!observation || observation.value === null)
        throw new ApiError('unknown_observation', `没有编号为 ${params.id} 的填报记录。`)
      if (body.verdict !== 'verified' && !body.reason) throw new ApiError('value_refused', '退回或撤销核定须写明原因。')
      const once = {
        key: headers['idempotency-key'],
        request: { ...body, id: params.id },
        account: whoOf(request).id,
        action: 'verify',
      }
      const written = await recordOnce(db, params.plan, once, async (trx, { seq, recorded_at, ...write }) => {
        const [id] = await addVerifications(trx, { seq, recorded_at, ...write }, [{ observation: params.id, ...body }])
        return { id: id!, seq, recorded_at }
      })
      return reply.code(201).send(written)
    },
  )
}
