import type { FastifyReply, FastifyRequest } from 'fastify'
import { DEVICE_COOKIE, SESSION_COOKIE } from '../plugins/caller.ts'
import type { AccountSettings } from './settings.ts'

/** Browsers keep a cookie for 400 days at most; a screen's is set anew each time its address is opened. */
const DEVICE_SECONDS = 400 * 86_400

const attributes = (request: FastifyRequest, { tls }: AccountSettings) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: tls || request.protocol === 'https' }) as const

/** Ends with the browser, and sooner by the database's clock. */
export const giveSession = (request: FastifyRequest, reply: FastifyReply, token: string, settings: AccountSettings) =>
  reply.setCookie(SESSION_COOKIE, token, attributes(request, settings))

export const takeSession = (request: FastifyRequest, reply: FastifyReply, settings: AccountSettings) =>
  reply.clearCookie(SESSION_COOKIE, attributes(request, settings))

export const giveDevice = (request: FastifyRequest, reply: FastifyReply, token: string, settings: AccountSettings) =>
  reply.setCookie(DEVICE_COOKIE, token, { ...attributes(request, settings), maxAge: DEVICE_SECONDS })
