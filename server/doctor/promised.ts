import { MIGRATIONS, migrationsOf } from '../db/schema-files.ts'

/** What this program's migrations promise of the schema: named as the catalogue names it. */
export interface Promised {
  /** By `table.trigger`. */
  triggers: Set<string>
  /** By `table.policy`. */
  policies: Set<string>
  /** Tables with row-level security. */
  secured: Set<string>
  /** Constraints with a name of their own. */
  constraints: Set<string>
  indexes: Set<string>
  /** Each function's text, without the spaces around it. */
  functions: Map<string, string>
  /** Functions that run as fullcover_guard. */
  guarded: Set<string>
}

let own: Promised | undefined

/** What this program's own migrations promise; they do not change while it runs. */
export const promised = (): Promised => {
  own ??= promisedBy(migrationsOf(MIGRATIONS).map(({ text }) => text))
  return own
}

/** Read from migrations themselves, in their order: a guard that a later one adds is asked for from then on. */
export function promisedBy(texts: readonly string[]): Promised {
  const promised: Promised = {
    triggers: new Set(),
    policies: new Set(),
    secured: new Set(),
    constraints: new Set(),
    indexes: new Set(),
    functions: new Map(),
    guarded: new Set(),
  }
  for (const text of texts) {
    const plain = text.replaceAll(/--[^\n]*/g, '')
    // What stands inside of a function is its own affair.
    const outside = plain.replaceAll(/\$\$[\s\S]*?\$\$/g, '$$$$')
    for (const [, name, body] of text.matchAll(/create (?:or replace )?function (\w+)\s*\([\s\S]*?\$\$([\s\S]*?)\$\$/g))
      promised.functions.set(name!, body!.trim())
    for (const [, name, table] of outside.matchAll(/create (?:constraint )?trigger (\w+)[^;]*? on (\w+)/g))
      promised.triggers.add(`${table}.${name}`)
    for (const [, verb, name, table] of outside.matchAll(/(create|drop) policy (\w+) on (\w+)/g))
      promised.policies[verb === 'create' ? 'add' : 'delete'](`${table}.${name}`)
    for (const [, table] of outside.matchAll(/alter table (\w+) enable row level security/g))
      promised.secured.add(table!)
    for (const [, name] of outside.matchAll(/\bconstraint (\w+) (?:check|unique|exclude|foreign|primary)/g))
      promised.constraints.add(name!)
    for (const [, name] of outside.matchAll(/create (?:unique )?index (\w+)/g)) promised.indexes.add(name!)
    for (const [, name] of outside.matchAll(/alter function (\w+)[^;]* owner to fullcover_guard/g))
      promised.guarded.add(name!)
  }
  return promised
}
