import type { FastifyRequest } from 'fastify'

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

/** Whether somebody who sits at this machine asks, by a program or a page of ours. */
export const isHere = (request: FastifyRequest): boolean =>
  isDirect(request) && LOCAL_HOST.test(request.headers.host ?? '') && isOwnPage(request)

/** From this machine, and not handed on by a proxy that stands on it. */
export const isDirect = ({ ip, headers }: FastifyRequest): boolean =>
  LOOPBACK.includes(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined

/** Sent by no page at all, or by one of this server's own: a page from elsewhere reaches this machine's browser, and its cookies, too. */
export const isOwnPage = ({ host, headers: { origin, 'sec-fetch-site': site = 'none' } }: FastifyRequest): boolean =>
  (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) &&
  ['none', 'same-origin'].includes(String(site))
