import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { may } from '#core/accounts/permissions.ts'
import {
  CompoundPapers,
  CompoundParams,
  ContactParams,
  EndContact,
  NewContact,
  NewFiling,
  Recorded,
} from '#core/api/contacts.ts'
import { Reason } from '#core/api/files.ts'
import { ApiError, OnceHeaders, Problem } from '#core/api/index.ts'
import { maskPhone } from '#core/contacts/mask-phone.ts'
import { asAccount } from '../db/as-account.ts'
import { addOnce } from '../db/once.ts'
import { papersOf } from '../files/files.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import {
  addContact,
  addFiling,
  contactById,
  contactsOf,
  endContact,
  eraseContact,
  filingsOf,
  maySeePapers,
} from './contacts.queries.ts'
import { compoundOf, knownReceipt, realDays } from './read-paper.ts'

const answers = { 201: Recorded, 403: Problem, 404: Problem, 422: Problem }

/** 一小区一档: persons in dated roles, the committee's filing, papers. Personal data stays here. */
export const contactsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/compounds/:id/papers',
    { config: { may: 'look_papers' }, schema: { params: CompoundParams, response: { 200: CompoundPapers } } },
    async (request, reply) => {
      const { plan, id } = request.params
      const { head } = await compoundOf(db, plan, id)
      const { id: account, role } = whoOf(request)
      reply.header('cache-control', 'no-store')
      return asAccount(db, account, async trx => {
        if (!(await maySeePapers(trx, id))) throw new ApiError('not_allowed', '您无权查看这个小区的档案。')
        const contacts = await contactsOf(trx, plan, id)
        const shown = may(role, 'report')
          ? contacts
          : contacts.map(each => ({ ...each, phone: each.phone && maskPhone(each.phone) }))
        return {
          contacts: shown,
          filings: await filingsOf(trx, plan, id, head.today),
          papers: await papersOf(trx, plan, id),
        }
      })
    },
  )

  app.post(
    '/plans/:plan/compounds/:id/contacts',
    {
      config: { may: 'report' },
      schema: { params: CompoundParams, headers: OnceHeaders, body: NewContact, response: answers },
    },
    async (request, reply) => {
      const { params, body, headers } = request
      await compoundOf(db, params.plan, params.id)
      realDays(body.from_on)
      const { role, from_on } = body
      const once = {
        key: headers['idempotency-key'],
        // Who it is stays out of what is hashed: a hash of a name and a number outlives their erasure.
        request: { id: params.id, role, from_on },
        account: whoOf(request).id,
        action: 'contact',
      }
      const answer = await addOnce(db, params.plan, once, async (trx, write) => {
        return (await addContact(trx, write, params.id, body)).id
      })
      return reply.code(201).send(answer)
    },
  )

  app.post(
    '/plans/:plan/contacts/:contact/end',
    {
      config: { may: 'report' },
      schema: { params: ContactParams, headers: OnceHeaders, body: EndContact, response: answers },
    },
    async (request, reply) => {
      const { params, body, headers } = request
      await planOf(db, params.plan)
      realDays(body.to_on)
      const once = {
        key: headers['idempotency-key'],
        request: { ...params, ...body },
        account: whoOf(request).id,
        action: 'contact_end',
      }
      const answer = await addOnce(db, params.plan, once, async (trx, write) => {
        const contact = await contactById(trx, params.plan, params.contact)
        if (!contact) throw new ApiError('not_found', '没有这位联系人，或您无权查看。')
        if (body.to_on < contact.from_on) throw new ApiError('value_refused', '离任日期不能早于任职日期。')
        return (await endContact(trx, write, params.contact, body.to_on)).id
      })
      return reply.code(201).send(answer)
    },
  )

  app.post(
    '/plans/:plan/contacts/:contact/erase',
    {
      config: { may: 'report' },
      schema: { params: ContactParams, headers: OnceHeaders, body: Reason, response: answers },
    },
    async (request, reply) => {
      const { params, body, headers } = request
      await planOf(db, params.plan)
      const once = {
        key: headers['idempotency-key'],
        request: { ...params, ...body },
        account: whoOf(request).id,
        action: 'contact_erase',
      }
      const answer = await addOnce(db, params.plan, once, async trx => {
        if (!(await eraseContact(trx, params.plan, params.contact, body.reason)))
          throw new ApiError('not_found', '没有这位联系人，或已经删除。')
        return params.contact
      })
      return reply.code(201).send(answer)
    },
  )

  app.post(
    '/plans/:plan/compounds/:id/filings',
    {
      config: { may: 'report' },
      schema: { params: CompoundParams, headers: OnceHeaders, body: NewFiling, response: answers },
    },
    async (request, reply) => {
      const { params, body, headers } = request
      await compoundOf(db, params.plan, params.id)
      realDays(body.filed_on, body.term_from, body.term_to)
      if (body.term_to <= body.term_from) throw new ApiError('value_refused', '任期届满日应晚于任期开始日。')
      const once = {
        key: headers['idempotency-key'],
        request: { ...body, id: params.id },
        account: whoOf(request).id,
        action: 'filing',
      }
      const answer = await addOnce(db, params.plan, once, async (trx, write) => {
        await knownReceipt(trx, params.plan, body.receipt)
        return (await addFiling(trx, write, params.id, body)).id
      })
      return reply.code(201).send(answer)
    },
  )
}
