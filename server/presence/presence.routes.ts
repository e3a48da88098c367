import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApiError, OnceHeaders, PlanParams } from '#core/api/index.ts'
import { type Editor, Editors, PresenceBeat } from '#core/api/presence.ts'
import { planHeads } from '../plans/plans.queries.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { makePresence, type Presence } from './presence.ts'

const told = (account: string, { draft, area, name, since, ...each }: ReturnType<Presence['at']>[number]): Editor => ({
  draft,
  area,
  name,
  since: new Date(since).toISOString(),
  own: each.account === account,
})

/** Who is editing which area. Nothing of it is kept: a heartbeat every 15 s, forgotten 45 s after the last. */
export const presenceRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const presence = makePresence(Date.now)
  const known = async (plan: string) => {
    const [head] = await planHeads(db, plan)
    if (!head) throw new ApiError('unknown_plan', `没有编号为“${plan}”的方案。`)
  }

  app.post(
    '/plans/:plan/presence',
    {
      config: { may: 'draw' },
      schema: { params: PlanParams, headers: OnceHeaders, body: PresenceBeat, response: { 200: Editors } },
    },
    async request => {
      const { params, body } = request
      if ((body.draft === undefined) === (body.area === undefined))
        throw new ApiError('bad_request', '请指明是哪一份草稿，或者哪一个区域。')
      await known(params.plan)
      const who = whoOf(request)
      presence.beat(params.plan, who, body)
      const others = presence
        .at(params.plan)
        .filter(({ draft, area }) => draft === (body.draft ?? null) && area === (body.area ?? null))
        .filter(({ account, tab }) => account !== who.id || tab !== body.tab)
      return { editors: others.map(each => told(who.id, each)) }
    },
  )

  app.get(
    '/plans/:plan/presence',
    { config: { may: 'draw' }, schema: { params: PlanParams, response: { 200: Editors } } },
    async request => {
      await known(request.params.plan)
      return { editors: presence.at(request.params.plan).map(each => told(whoOf(request).id, each)) }
    },
  )
}
