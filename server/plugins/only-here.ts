import type { FastifyRequest } from 'fastify'
import { ApiError } from '#core/api/errors.ts'

/** Until accounts are opened, whoever sits at the machine itself writes, under this name. */
export const LOCAL_ACCOUNT = 'local'

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

/** A hook that lets nobody else do what `doing` says. */
export const onlyHere = (doing: string) => async (request: FastifyRequest) => {
  if (!isDirect(request) || !isOwnPage(request))
    throw new ApiError('not_allowed', `开通账号之前，只有在服务器本机上才能${doing}。`)
}

/** From this machine, and not handed on by a proxy that stands on it. */
const isDirect = ({ ip, headers }: FastifyRequest) =>
  LOOPBACK.includes(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined

/** Sent by no page at all, or by one of this server's own: a page from elsewhere reaches this machine's browser, too, even under a borrowed name. */
const isOwnPage = ({ headers: { host = '', origin, 'sec-fetch-site': site = 'none' } }: FastifyRequest) =>
  LOCAL_HOST.test(host) &&
  (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) &&
  ['none', 'same-origin'].includes(String(site))
