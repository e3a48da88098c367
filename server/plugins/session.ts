import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Permission, Who } from '#core/accounts/permissions.ts'
import { ApiError } from '#core/api/errors.ts'
import { type Caller, callerOf, type Knows, permitted, SESSION_COOKIE } from './caller.ts'
import { isOwnPage } from './only-here.ts'
import { endStreams } from './stream-end.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as far as they may do anything; null for a stranger. */
    who: Who | null
    /** Who asks, also where something must be done first. */
    caller: Caller | null
  }
  interface FastifyContextConfig {
    /** What a caller must be permitted to do; every route that changes something names it. `look` is what reading a plan asks for in any case. */
    may?: Permission
    /** Changes only who is asking: signing in and out, their own password. */
    self?: boolean
    /** The same for everybody: nobody is asked who they are, so that it answers while the database is away. */
    anybody?: boolean
  }
}

const READS = ['GET', 'HEAD', 'OPTIONS']
export const changes = ({ method }: FastifyRequest): boolean => !READS.includes(method)

/** Says of every request who asks, and turns away who may not: pages from elsewhere, strangers, and whoever's role it is not. */
export async function useSession(app: FastifyInstance, knows: Knows): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('who', null)
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async request => {
    if (changes(request) && !isOwnPage(request)) throw new ApiError('not_allowed', '这个请求来自别的网页，没有执行。')
    const { may, self, anybody } = request.routeOptions.config
    if (anybody) return
    request.caller = await callerOf(request, knows)
    request.who = request.caller?.must ? null : (request.caller?.who ?? null)
    if (self) return
    if (may && may !== 'look') await requirePermission(request, may, knows)
    const { plan } = request.params as { plan?: string }
    if (plan !== undefined) await requireReading(request, plan, knows)
  })
  endStreams(app, knows)
}

async function requirePermission(request: FastifyRequest, may: Permission, { opening }: Knows): Promise<void> {
  const { caller } = request
  if (!caller && !request.cookies[SESSION_COOKIE] && !(await opening.isOpened()))
    throw new ApiError('not_allowed', '开通账号之前，只有在服务器本机上才能填写和修改。')
  requireCaller(caller)
  if (!permitted(caller!, may)) throw new ApiError('not_allowed', '您的角色没有这项操作的权限。')
}

function requireCaller(caller: Caller | null): void {
  if (!caller) throw new ApiError('not_signed_in', '请先登录；如果刚才已登录，可能是太久没有操作，请重新登录。')
  if (caller.must === 'password') throw new ApiError('password_due', '密码已到期，请先设置新密码。')
  if (caller.must === 'totp') throw new ApiError('totp_due', '请先设置动态口令。')
}

/** Demo plans are open to everybody, and the only ones a demo session sees. Once the server is opened, the others are for those who are signed in. */
async function requireReading({ caller }: FastifyRequest, plan: string, { opening }: Knows): Promise<void> {
  const demo = await opening.isDemo(plan)
  if (demo) return
  if (await opening.isOpened()) requireCaller(caller)
  if (caller?.demo && demo === false) throw new ApiError('not_allowed', '演示账号只能查看演示方案。')
}

/** Which plans of a list a caller sees. */
export async function readerOf(
  { caller, who }: FastifyRequest,
  { opening }: Knows,
): Promise<(plan: { demo: boolean }) => boolean> {
  const all = who !== null || !(await opening.isOpened())
  return plan => plan.demo || (all && !caller?.demo)
}

/** The caller of a route that names a permission. */
export const whoOf = ({ who }: FastifyRequest): Who => who!
