import { ownFrames } from './own-frames.ts'

/** What may be logged of an error: what kind it is and where it arose, never what somebody had typed. */
export interface ErrorFacts {
  name: string
  code?: string
  /** Of PostgreSQL, with the names of the schema it concerns. */
  sqlstate?: string
  constraint?: string
  table?: string
  /** The message up to where a value could begin. */
  message?: string
  /** Places of our own code, innermost first. */
  at?: string[]
}

interface Thrown {
  name?: unknown
  message?: unknown
  code?: unknown
  constraint?: unknown
  table?: unknown
  stack?: unknown
}

const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/
const NAME = /^[A-Za-z_][\w.]{0,62}$/
/** Of these the database's message speaks of itself; of all others (data, constraints, our own refusals) it may quote what was sent. */
const ABOUT_ITSELF = /^(0[38]|2[58]|3D|40|53|54|55|57|58|XX|42(?!501))/
const VALUE_BEGINS = /["'`“”‘’«»「『([{<:;,=/\\\d]|[^\x20-\x7e]/

/** A message up to the first sign behind which a value could stand. */
export const plainWords = (message: string): string => message.split(VALUE_BEGINS, 1)[0]!.trim().slice(0, 120)

const named = (value: unknown): string | undefined =>
  typeof value === 'string' && NAME.test(value) ? value : undefined

/** The SQLSTATE of an error that came from the database; the system's own codes, such as EPIPE, are none. */
export const sqlstateOf = (error: unknown): string | undefined => {
  const { code } = (error ?? {}) as Thrown
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined
}

/** What may be logged of whatever was thrown. Every line about an error goes through here. */
export function errorFacts(error: unknown): ErrorFacts {
  const { name, message, code, constraint, table, stack } = (error ?? {}) as Thrown
  const sqlstate = sqlstateOf(error)
  const speaks = typeof message === 'string' && (!sqlstate || ABOUT_ITSELF.test(sqlstate))
  const at = ownFrames(typeof stack === 'string' ? stack : '').slice(0, 3)
  const facts = {
    code: sqlstate ? undefined : named(code),
    sqlstate,
    constraint: named(constraint),
    table: named(table),
    message: (speaks && plainWords(message)) || undefined,
    at: at.length > 0 ? at.map(frame => `${frame.file}:${frame.line}`) : undefined,
  }
  return { name: named(name) ?? 'Error', ...Object.fromEntries(Object.entries(facts).filter(each => each[1])) }
}
