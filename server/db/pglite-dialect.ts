import type { PGlite, Results, Transaction } from '@electric-sql/pglite'
import { type DatabaseConnection, type Driver, PGliteDialect } from 'kysely'

/**
 * Kysely's dialect for the embedded engine, with what a server needs of it: the one connection goes to one caller at a time
 * (the library's own hands it to all, and one's statements land in another's transaction), and a statement that GEOS gave up
 * on without a word becomes an error, so that its transaction rolls back.
 */
export class SerialPGliteDialect extends PGliteDialect {
  constructor(pglite: PGlite) {
    super({ pglite: outspoken(pglite) })
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const turns = new Turns()
    const acquire = driver.acquireConnection.bind(driver)
    driver.acquireConnection = async (...options): Promise<DatabaseConnection> => {
      await turns.take()
      return acquire(...options)
    }
    driver.releaseConnection = async () => turns.give()
    return driver
  }
}

/** A lock that is given to those who wait in the order they came. */
class Turns {
  private taken = false
  private readonly waiting: (() => void)[] = []

  async take(): Promise<void> {
    if (!this.taken) this.taken = true
    else await new Promise<void>(resolve => this.waiting.push(resolve))
  }

  give(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.taken = false
  }
}

/** The engine, but a result that names no command is an error: GEOS threw, and the engine lost the exception. */
function outspoken(pglite: PGlite): PGlite {
  return new Proxy(pglite, {
    get(target, key) {
      if (key === 'query') return checked(target)
      if (key === 'transaction')
        return <T>(work: (tx: Transaction) => Promise<T>) =>
          target.transaction(tx =>
            work(new Proxy(tx, { get: (at, name) => (name === 'query' ? checked(at) : Reflect.get(at, name)) })),
          )
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const checked =
  (engine: Pick<PGlite, 'query'>): PGlite['query'] =>
  async (...args) => {
    const result = (await engine.query(...args)) as Results<never> & { command?: string }
    if (result.command === undefined)
      throw Object.assign(new Error('the geometry engine gave up on this statement'), { code: 'XX000' })
    return result
  }
