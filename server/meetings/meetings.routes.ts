import { open } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  ApiError,
  CreateMeeting,
  type Current,
  Meeting,
  type MeetingDocument,
  MeetingMonth,
  MeetingParams,
  MeetingProposal,
  OnceHeaders,
  PhotoParams,
  PlanParams,
  Problem,
  ProposalQuery,
  SaveMeeting,
} from '#core/api/index.ts'
import { FILE_TYPES } from '#core/files/file-type.ts'
import { meetingDays, meetingMonths } from '#core/meetings/cadence.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { recordOnce } from '../db/once.ts'
import { readSnapshot } from '../db/write.ts'
import { openFileStore } from '../files/file-store.ts'
import { planOf, requireDay } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { calendar } from './calendar.ts'
import { addMeeting, meetingOf, meetingPhoto, meetingsOf, reviseMeeting } from './meetings.queries.ts'
import { proposalOf } from './proposal-of.ts'
import { explained } from './refusals.ts'

const unknown = (id: number) => new ApiError('unknown_meeting', `没有编号为 ${id} 的会议。`)

/** The meetings of a plan: when they fall, what is proposed for one, and what the office prepares. */
export const meetingsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, data_dir }) => {
  const store = openFileStore(data_dir)
  const root = '/plans/:plan/meetings'

  app.get(
    root,
    { config: { may: 'look' }, schema: { params: PlanParams, response: { 200: Type.Array(Meeting) } } },
    ({ params }) =>
      readSnapshot(db, async trx => {
        const { head } = await planOf(trx, params.plan)
        return meetingsOf(trx, head.id)
      }),
  )

  app.get(
    `${root}/months`,
    { config: { may: 'look' }, schema: { params: PlanParams, response: { 200: Type.Array(MeetingMonth) } } },
    async ({ params }) => {
      const { document } = await planOf(db, params.plan)
      return document.meetings.flatMap(({ id: kind }) =>
        meetingMonths(document, kind).map(month => ({ kind, month, ...meetingDays(document, kind, month, calendar)! })),
      )
    },
  )

  app.get(
    `${root}/proposal`,
    {
      config: { may: 'meetings' },
      schema: { params: PlanParams, querystring: ProposalQuery, response: { 200: MeetingProposal } },
    },
    ({ params, query }) => readSnapshot(db, trx => proposalOf(trx, params.plan, query)),
  )

  app.get(
    `${root}/:id`,
    { config: { may: 'look' }, schema: { params: MeetingParams, response: { 200: Meeting, 404: Problem } } },
    ({ params }) =>
      readSnapshot(db, async trx => {
        const found = await meetingOf(trx, params.plan, params.id)
        if (!found) throw unknown(params.id)
        return found
      }),
  )

  app.post(
    root,
    {
      config: { may: 'meetings' },
      schema: {
        params: PlanParams,
        headers: OnceHeaders,
        body: CreateMeeting,
        response: { 201: Meeting, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const { document: plan } = await planOf(db, params.plan)
      const document = body.document ?? (await readSnapshot(db, trx => proposalOf(trx, params.plan, body))).document
      requireDays(plan, document)
      const about = { account: whoOf(request).id, action: 'create_meeting', note: document.title }
      const once = { key: headers['idempotency-key'], request: { action: about.action, sent: body }, ...about }
      const made = await recordOnce(db, params.plan, once, async (trx, write) => {
        const id = await addMeeting(trx, write, { ...body, document })
        return (await meetingOf(trx, params.plan, id))!
      }).catch(explained)
      return reply.code(201).send(made)
    },
  )

  app.put(
    `${root}/:id`,
    {
      config: { may: 'meetings' },
      schema: {
        params: MeetingParams,
        headers: OnceHeaders,
        body: SaveMeeting,
        response: { 200: Meeting, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async request => {
      const { params, headers, body } = request
      const { document: plan } = await planOf(db, params.plan)
      requireDays(plan, body.document)
      const about = { account: whoOf(request).id, action: 'save_meeting', note: body.document.title }
      const once = {
        key: headers['idempotency-key'],
        request: { action: about.action, meeting: params.id, sent: body },
        ...about,
      }
      return recordOnce(db, params.plan, once, async (trx, write) => {
        const before = await meetingOf(trx, params.plan, params.id)
        if (!before) throw unknown(params.id)
        if (before.version !== body.version)
          throw new ApiError(
            'changed_meanwhile',
            `${before.saved_by_name}在此期间保存过这次会议，您的改动没有覆盖它。`,
            { current: standing(before) },
          )
        await reviseMeeting(trx, write, { id: params.id, version: body.version + 1, document: body.document })
        return (await meetingOf(trx, params.plan, params.id))!
      }).catch(explained)
    },
  )

  app.get(
    `${root}/:id/photos/:sha256`,
    { config: { may: 'look' }, schema: { params: PhotoParams } },
    async ({ params, headers }, reply) => {
      const { plan, id, sha256 } = params
      const photo = await readSnapshot(db, trx => meetingPhoto(trx, plan, id, sha256))
      const content = photo && (await open(store.pathOf(sha256)).catch(() => null))
      if (!photo || !content) throw new ApiError('unknown_file', '这次会议没有这张照片，或它已被删除。')
      reply
        .type(FILE_TYPES[photo.type])
        .header('content-length', photo.bytes)
        .header('content-disposition', 'inline')
        .header('content-security-policy', "default-src 'none'")
        .header('cache-control', 'private, max-age=3600')
        .header('etag', `"${sha256}"`)
      if (headers['if-none-match']?.includes(sha256)) {
        await content.close()
        return reply.code(304).send()
      }
      return reply.send(content.createReadStream())
    },
  )
}

const standing = ({ version, saved_by, saved_by_name, saved_at }: Meeting): Current => ({
  version,
  account: saved_by,
  account_name: saved_by_name,
  at: saved_at,
  shape: null,
})

/** The days must be days the plan can be asked of, the figures' not after the meeting's own. */
function requireDays(plan: PlanDocument, { as_of, held_on }: MeetingDocument): void {
  for (const day of [as_of, held_on]) requireDay(plan, day)
  if (as_of > held_on) throw new ApiError('range_reversed', `截至日 ${as_of} 晚于会期 ${held_on}。`)
}
