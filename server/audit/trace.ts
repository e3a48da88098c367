import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/database.ts'

export interface Trace {
  action: string
  /** Whose doing it was; the caller's, where it is left out. */
  account?: string | null
  object?: string | null
  before?: unknown
  after?: unknown
  /** `ok`, or the code of the refusal. */
  code?: string
}

const MAPPED = /^::ffff:/

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

/** Writes down what was done or refused: within the transaction that did it, or by itself for a refusal. */
export async function trace(
  db: Db,
  { caller, ip, params }: Pick<FastifyRequest, 'caller' | 'ip' | 'params'>,
  { action, account, object = null, before, after, code = 'ok' }: Trace,
): Promise<void> {
  const own = caller === null || caller.via === 'device' ? null : caller.who.id
  const plan = (params as { plan?: string } | undefined)?.plan ?? null
  await db
    .insertInto('audit')
    .values({
      account: account === undefined ? own : account,
      role: caller?.who.role ?? null,
      demo: caller?.demo ?? false,
      action: action.slice(0, 120),
      plan: plan?.slice(0, 63) ?? null,
      object: object?.slice(0, 200) ?? null,
      before: json(before),
      after: json(after),
      ip: ip.replace(MAPPED, '').slice(0, 60),
      code,
    })
    .execute()
}
