import type { FastifyRequest } from 'fastify'
import { type Administers, type Permission, permissionsOf, type Who } from '#core/accounts/permissions.ts'
import type { Opening } from '../accounts/opening.ts'
import { deviceOf, type SessionRow, sessionOf } from '../accounts/sessions.queries.ts'
import type { AccountSettings } from '../accounts/settings.ts'
import type { Db } from '../db/database.ts'
import { isHere } from './only-here.ts'

/** Who asks, and by what they are known. */
export interface Caller {
  who: Who
  via: 'here' | 'session' | 'device'
  /** Tries the product, on demo plans alone. */
  demo: boolean
  administers: Administers | null
  /** What must be done before anything else. */
  must: 'password' | 'totp' | null
  has_totp: boolean
}

export const SESSION_COOKIE = 'fullcover'
export const DEVICE_COOKIE = 'fullcover_display'

export interface Knows {
  db: Db
  settings: AccountSettings
  opening: Opening
}

const HERE: Caller = {
  who: { id: 'local', name: '本机', role: 'local' },
  via: 'here',
  demo: false,
  administers: null,
  must: null,
  has_totp: false,
}

/** What an open page asks without its person: it keeps no session awake. */
const BY_ITSELF = /\/(events|presence|operations)$/

/** Who sent a request: the person of a session, a screen with its token, this machine while nobody keeps accounts, or nobody. */
export async function callerOf(request: FastifyRequest, { db, settings, opening }: Knows): Promise<Caller | null> {
  const token = request.cookies[SESSION_COOKIE]
  const session = token
    ? await sessionOf(db, token, settings, !BY_ITSELF.test(request.routeOptions.url ?? ''))
    : undefined
  if (session) return ofSession(session, settings)
  const device = request.cookies[DEVICE_COOKIE] ?? /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1]
  const screen = device ? await deviceOf(db, device) : undefined
  if (screen) return ofDevice(screen)
  return !token && isHere(request) && !(await opening.isOpened()) ? HERE : null
}

const ofDevice = ({ id, name, demo }: { id: number; name: string; demo: boolean }): Caller => ({
  who: { id: `display-${id}`, name, role: 'display' },
  via: 'device',
  demo,
  administers: null,
  must: null,
  has_totp: false,
})

export function ofSession(row: SessionRow, settings: AccountSettings): Caller {
  const { id, name, role, demo, totp_confirmed } = row
  const administers =
    row.administers ?? (role === 'administrator' && settings.separate_administrators ? 'system' : null)
  return {
    who: { id, name, role },
    via: 'session',
    demo,
    administers,
    must: demo ? null : mustOf(row, settings),
    has_totp: totp_confirmed,
  }
}

function mustOf({ role, password_days, totp_confirmed }: SessionRow, { password, totp }: AccountSettings) {
  if (password.days > 0 && password_days !== null && password_days >= password.days) return 'password'
  const needs_totp = totp === 'all' || (totp === 'administrators' && role === 'administrator')
  return needs_totp && !totp_confirmed ? 'totp' : null
}

export const permitted = ({ who, administers }: Caller, permission: Permission): boolean =>
  permissionsOf(who.role, administers).includes(permission)
