import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  ApiError,
  CompoundAdded,
  DrawCompound,
  Drawn,
  NewCompound,
  OnceHeaders,
  PlanParams,
  Problem,
  SubjectId,
} from '#core/api/index.ts'
import { isDay } from '#core/calendar/days.ts'
import { adopted } from '#core/plan/printed.ts'
import { recordOnce } from '../db/once.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { addShapes } from '../shapes/shapes.queries.ts'
import { subjectById } from '../subjects/subjects.queries.ts'
import { addCompound } from './add-compound.ts'
import { judgeShape } from './judge-shape.ts'

const OneParams = Type.Object({ ...PlanParams.properties, id: SubjectId }, { additionalProperties: false })

/** What the desk changes of compounds themselves: a new one, and where one lies. */
export const compoundChangesRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.post(
    '/plans/:plan/compounds',
    {
      config: { may: 'import' },
      schema: {
        params: PlanParams,
        headers: OnceHeaders,
        body: NewCompound,
        response: { 201: CompoundAdded, 422: Problem },
      },
    },
    async (request, reply) => {
      const by = { account: whoOf(request).id, key: request.headers['idempotency-key'] }
      return reply.code(201).send(await addCompound(db, request.params.plan, request.body, by))
    },
  )

  app.post(
    '/plans/:plan/compounds/:id/shape',
    {
      config: { may: 'report' },
      bodyLimit: 4 * 1024 * 1024,
      schema: { params: OneParams, headers: OnceHeaders, body: DrawCompound, response: { 201: Drawn, 422: Problem } },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const { head, document } = await planOf(db, params.plan)
      const subject = await subjectById(db, head.id, params.id)
      if (subject?.kind !== 'compound') throw new ApiError('unknown_subject', `方案里没有编号为 ${params.id} 的小区。`)
      if (!isDay(body.effective_on) || body.effective_on > adopted(document.ends_on))
        throw new ApiError('day_out_of_range', `日期 ${body.effective_on} 不是有效日期，或晚于方案结束日。`)
      const geometry = await judgeShape(db, body.shape)
      const once = {
        key: headers['idempotency-key'],
        request: { ...body, id: params.id },
        account: whoOf(request).id,
        action: 'draw_compound',
        note: body.note ?? null,
        shapes: true,
      }
      const drawn = await recordOnce(db, params.plan, once, async (trx, write) => {
        await addShapes(trx, write, [{ subject: params.id, geometry, effective_on: body.effective_on }])
        const { seq, recorded_at, geometry_revision } = write
        return { seq, recorded_at, geometry_revision }
      })
      return reply.code(201).send(drawn)
    },
  )
}
