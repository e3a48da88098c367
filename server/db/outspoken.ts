import type { PGlite, Results, Transaction } from '@electric-sql/pglite'

/**
 * The embedded engine, made to say when a statement failed inside the geometry library: it loses that exception, answers with
 * a result that names no command, and would go on to commit the rest.
 */
export function outspoken(pglite: PGlite): PGlite {
  const transaction = <T>(work: (tx: Transaction) => Promise<T>) =>
    pglite.transaction(tx => work(overridden(tx, { query: checked(tx) })))
  return overridden(pglite, { query: checked(pglite), transaction })
}

const overridden = <T extends object>(target: T, over: Partial<T>): T =>
  new Proxy(target, {
    get(at, key) {
      const value = Reflect.get(Object.hasOwn(over, key) ? over : at, key)
      return typeof value === 'function' ? value.bind(at) : value
    },
  })

const checked =
  (engine: Pick<PGlite, 'query'>): PGlite['query'] =>
  async (...args) => {
    const result = (await engine.query(...args)) as Results<never> & { command?: string }
    if (result.command === undefined)
      throw Object.assign(new Error('the geometry library gave up on this statement'), { code: 'XX000' })
    return result
  }
