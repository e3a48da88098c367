import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Administers, permissionsOf, type Role } from '#core/accounts/permissions.ts'
import {
  Account,
  AccountParams,
  AccountPlace,
  ApiError,
  GrantPlace,
  Invite,
  OneTimeLink,
  PlanId,
  Problem,
  SetEnabled,
} from '#core/api/index.ts'
import { trace } from '../audit/trace.ts'
import { asAccount } from '../db/as-account.ts'
import type { Trx } from '../db/database.ts'
import type { Caller, Knows } from '../plugins/caller.ts'
import { whoOf } from '../plugins/session.ts'
import {
  accountOf,
  addAccount,
  grantPlaces,
  grantsOf,
  listAccounts,
  otherKeepers,
  setEnabled,
  setGrants,
  setRole,
} from './accounts.queries.ts'
import { dropLinks, makeLink } from './links.queries.ts'
import { administersOf, checkInvites, checkPlace } from './place.ts'
import { endAttempts } from './secrets.queries.ts'
import { endSessions } from './sessions.queries.ts'

const sees = { may: 'people' } as const
const keeps = { may: 'accounts' } as const
const answers = { 403: Problem, 404: Problem, 409: Problem, 422: Problem }

/** People: invited, given a role and a place, reset, disabled. What changes ends their sessions, and is traced with what was before. */
export const accountsRoutes: FastifyPluginAsyncTypebox<Knows> = async (app, { db, settings, opening }) => {
  const real = async (trx: Trx, caller: Caller | null, id: string) => {
    refuseDemo(caller)
    const account = await accountOf(trx, id)
    if (!account || account.demo) throw new ApiError('unknown_account', `没有登录名为“${id}”的账号。`)
    return account
  }
  const link = async (trx: Trx, purpose: 'invite' | 'reset', account: string) => {
    const { token, expires_at } = await makeLink(trx, purpose, account, settings.link_hours)
    return { path: `/sign-in?link=${token}`, expires_at }
  }

  app.get('/accounts', { config: sees, schema: { response: { 200: Type.Array(Account) } } }, request =>
    asAccount(db, 'system', trx => listAccounts(trx, request.caller!.demo)),
  )

  app.get(
    '/accounts/places',
    {
      config: sees,
      schema: {
        querystring: Type.Object({ plan: PlanId }, { additionalProperties: false }),
        response: { 200: Type.Array(GrantPlace) },
      },
    },
    async ({ query, caller }) => {
      if (caller!.demo && !(await opening.isDemo(query.plan)))
        throw new ApiError('not_allowed', '演示账号只能查看演示方案。')
      return grantPlaces(db, query.plan)
    },
  )

  app.post(
    '/accounts',
    { config: keeps, schema: { body: Invite, response: { 201: OneTimeLink, ...answers } } },
    async (request, reply) => {
      const { body, caller } = request
      refuseDemo(caller)
      checkInvites(caller!, body.role)
      const administers = administersOf(body, settings)
      const made = await asAccount(db, whoOf(request).id, async trx => {
        await checkPlace(trx, body)
        const { id, name, role, grants } = body
        if (!(await addAccount(trx, { id, name, role, administers })))
          throw new ApiError('account_taken', `登录名“${id}”已有人使用，请换一个。`)
        await setGrants(trx, id, grants)
        await trace(trx, request, { action: 'invite', object: id, after: { role, administers, grants } })
        return link(trx, 'invite', id)
      })
      return reply.code(201).send(made)
    },
  )

  app.put(
    '/accounts/:account/place',
    {
      config: { may: 'grants' },
      schema: { params: AccountParams, body: AccountPlace, response: { 204: Type.Null(), ...answers } },
    },
    async (request, reply) => {
      const { params, body, caller } = request
      const administers = administersOf(body, settings)
      await asAccount(db, whoOf(request).id, async trx => {
        const before = await real(trx, caller, params.account)
        await checkPlace(trx, body)
        if (keepsAccounts(before) && !keepsAccounts({ role: body.role, administers }))
          await requireKeeper(trx, before.id)
        const had = await grantsOf(trx, before.id)
        await setRole(trx, before.id, body.role, administers)
        await setGrants(trx, before.id, body.grants)
        await endSessions(trx, before.id)
        await trace(trx, request, {
          action: 'role',
          object: before.id,
          before: { role: before.role, administers: before.administers, grants: had },
          after: { role: body.role, administers, grants: body.grants },
        })
      })
      return reply.code(204).send(null)
    },
  )

  app.put(
    '/accounts/:account/enabled',
    { config: keeps, schema: { params: AccountParams, body: SetEnabled, response: { 204: Type.Null(), ...answers } } },
    async (request, reply) => {
      const { params, body, caller } = request
      await asAccount(db, whoOf(request).id, async trx => {
        const before = await real(trx, caller, params.account)
        if (!body.enabled && before.role === 'administrator') await requireKeeper(trx, before.id)
        await setEnabled(trx, before.id, body.enabled)
        if (!body.enabled) {
          await endSessions(trx, before.id)
          await dropLinks(trx, before.id)
        }
        await trace(trx, request, {
          action: body.enabled ? 'enable' : 'disable',
          object: before.id,
          before: { enabled: before.enabled },
          after: { enabled: body.enabled },
        })
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/accounts/:account/reset',
    { config: keeps, schema: { params: AccountParams, response: { 201: OneTimeLink, ...answers } } },
    async (request, reply) => {
      const made = await asAccount(db, whoOf(request).id, async trx => {
        const { id, enabled } = await real(trx, request.caller, request.params.account)
        if (!enabled) throw new ApiError('wrong_state', '账号已停用，请先启用。')
        await endAttempts(trx, id)
        await endSessions(trx, id)
        await trace(trx, request, { action: 'reset', object: id })
        return link(trx, 'reset', id)
      })
      return reply.code(201).send(made)
    },
  )
}

const refuseDemo = (caller: Caller | null): void => {
  if (caller?.demo) throw new ApiError('not_allowed', '演示环境里的账号只能查看，不能改动。')
}

const keepsAccounts = ({ role, administers }: { role: Role; administers: Administers | null }): boolean =>
  permissionsOf(role, administers).includes('accounts')

/** Somebody must be left who keeps accounts. */
async function requireKeeper(trx: Trx, account: string): Promise<void> {
  if ((await otherKeepers(trx, account)).length === 0)
    throw new ApiError('wrong_state', '这是唯一能登录的管理员，停用或改角色后就没有人能管理账号了。')
}
