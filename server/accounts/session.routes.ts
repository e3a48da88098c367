import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { permissionsOf } from '#core/accounts/permissions.ts'
import {
  ApiError,
  ChangePassword,
  DemoSignIn,
  LinkPage,
  LinkToken,
  Problem,
  Session,
  SignIn,
  TotpCode,
  TotpSecret,
  UseLink,
} from '#core/api/index.ts'
import { trace } from '../audit/trace.ts'
import { asAccount } from '../db/as-account.ts'
import { type Caller, callerOf, DEVICE_COOKIE, type Knows, SESSION_COOKIE } from '../plugins/caller.ts'
import { accountOf, grantsOf } from './accounts.queries.ts'
import { changePassword } from './change-password.ts'
import { giveDevice, giveSession, takeSession } from './cookies.ts'
import { linkOf } from './links.queries.ts'
import { beginTotp, confirmTotp } from './second-factor.ts'
import { deviceOf, endSession, startSession } from './sessions.queries.ts'
import { signIn } from './sign-in.ts'
import { makeSlowDown } from './slow-down.ts'
import { unknownLink, useLink } from './use-link.ts'

const self = { self: true } as const

/** The person behind a session, whatever must be done first. */
export const personOf = ({ caller }: FastifyRequest): Caller => {
  if (caller?.via !== 'session') throw new ApiError('not_signed_in', '请先登录。')
  return caller
}

/** Signing in and out, and what a person keeps themselves: password and second factor. */
export const sessionRoutes: FastifyPluginAsyncTypebox<Knows> = async (app, knows) => {
  const { db, settings, opening } = knows
  const slow = makeSlowDown()

  const sessionNow = async (caller: Caller | null): Promise<Session> => ({
    who: caller && { id: caller.who.id, name: caller.who.name, role: caller.who.role },
    may: caller && !caller.must ? [...permissionsOf(caller.who.role, caller.administers)] : [],
    grants: caller?.via === 'session' ? await grantsOf(db, caller.who.id) : [],
    opened: await opening.isOpened(),
    demo: settings.demo,
    is_demo: caller?.demo ?? false,
    must: caller?.must ?? null,
    has_totp: caller?.has_totp ?? false,
  })

  /** Under a new token, whatever came with the request; the earlier session is over. */
  const begin = async (request: FastifyRequest, reply: FastifyReply, token: string) => {
    const before = request.cookies[SESSION_COOKIE]
    if (before) await asAccount(db, 'system', trx => endSession(trx, before))
    giveSession(request, reply, token, settings)
    request.cookies[SESSION_COOKIE] = token
    return sessionNow(await callerOf(request, knows))
  }

  app.get('/session', { config: self, schema: { response: { 200: Session } } }, async (request, reply) => {
    if (request.cookies[SESSION_COOKIE] && !request.caller) takeSession(request, reply, settings)
    return sessionNow(request.caller)
  })

  app.post(
    '/session',
    { config: self, schema: { body: SignIn, response: { 201: Session, 401: Problem, 423: Problem, 429: Problem } } },
    async (request, reply) => {
      const token = await signIn(request, request.body, { ...knows, slow })
      return reply.code(201).send(await begin(request, reply, token))
    },
  )

  app.delete('/session', { config: self, schema: { response: { 204: Type.Null() } } }, async (request, reply) => {
    const token = request.cookies[SESSION_COOKIE]
    const { caller } = request
    if (token)
      await asAccount(db, 'system', async trx => {
        await endSession(trx, token)
        if (caller) await trace(trx, request, { action: 'sign_out' })
      })
    takeSession(request, reply, settings)
    return reply.code(204).send(null)
  })

  app.post(
    '/session/demo',
    { config: self, schema: { body: DemoSignIn, response: { 201: Session, 404: Problem } } },
    async (request, reply) => {
      const { role } = request.body
      const account = settings.demo
        ? await db
            .selectFrom('account')
            .select('id')
            .where('role', '=', role === 'office_second' ? 'office' : role)
            .where('demo', '=', true)
            .where('enabled', '=', true)
            .orderBy('id')
            .offset(role === 'office_second' ? 1 : 0)
            .limit(1)
            .executeTakeFirst()
        : undefined
      if (!account) throw new ApiError('unknown_account', '这台服务器没有开放演示账号。')
      const token = await asAccount(db, 'system', trx => startSession(trx, account.id))
      return reply.code(201).send(await begin(request, reply, token))
    },
  )

  app.post(
    '/session/links',
    { config: self, schema: { body: LinkToken, response: { 200: LinkPage, 404: Problem } } },
    async ({ body }) => {
      const found = await asAccount(db, 'system', async trx => {
        const link = await linkOf(trx, body.token)
        return link && { ...link, name: link.account ? ((await accountOf(trx, link.account))?.name ?? null) : null }
      })
      if (!found) throw unknownLink()
      return found
    },
  )

  app.put(
    '/session/links',
    { config: self, schema: { body: UseLink, response: { 201: Session, 404: Problem, 409: Problem, 422: Problem } } },
    async (request, reply) =>
      reply.code(201).send(await begin(request, reply, await useLink(request, request.body, knows))),
  )

  app.post(
    '/session/display',
    { config: self, schema: { body: LinkToken, response: { 201: Session, 404: Problem } } },
    async (request, reply) => {
      const { token } = request.body
      if (!(await deviceOf(db, token))) throw unknownLink()
      giveDevice(request, reply, token, settings)
      request.cookies[DEVICE_COOKIE] = token
      return reply.code(201).send(await sessionNow(await callerOf(request, knows)))
    },
  )

  app.put(
    '/session/password',
    { config: self, schema: { body: ChangePassword, response: { 201: Session, 401: Problem, 422: Problem } } },
    async (request, reply) => {
      const token = await changePassword(request, personOf(request), request.body, knows)
      return reply.code(201).send(await begin(request, reply, token))
    },
  )

  app.post('/session/totp', { config: self, schema: { response: { 201: TotpSecret } } }, async (request, reply) =>
    reply.code(201).send(await beginTotp(personOf(request), knows)),
  )

  app.put(
    '/session/totp',
    { config: self, schema: { body: TotpCode, response: { 201: Session, 401: Problem } } },
    async (request, reply) => {
      const token = await confirmTotp(request, personOf(request), request.body.code, knows)
      return reply.code(201).send(await begin(request, reply, token))
    },
  )
}
