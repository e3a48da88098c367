import pg from 'pg'

/** How often the listening connection is asked for a sign of life, and how long it may take: a line that drops everything never says so itself. */
const BEAT_MS = 2000
const SIGN_OF_LIFE_MS = 2500
/** The longest it waits to come back: what was written meanwhile is to be seen within five seconds. */
const LISTEN_WAIT_MS = 2000

/** A connection of its own that listens, and comes back by itself, half a second to three seconds later. */
export async function listenPostgres(
  url: string,
  channel: string,
  heard: (payload: string) => void,
  reconnected: () => void,
) {
  let stopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const beat = async (of: pg.Client, lost: () => void) => {
    if (stopped || client !== of) return
    try {
      await of.query('select 1')
      timer = setTimeout(() => beat(of, lost), BEAT_MS)
    } catch {
      lost()
    }
  }
  const open = async (wait: number) => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 3000,
      query_timeout: SIGN_OF_LIFE_MS,
      application_name: 'fullcover listen',
    })
    const again = () => {
      if (stopped || client !== next) return
      client = undefined
      clearTimeout(timer)
      next.end().catch(() => {})
      timer = setTimeout(() => open(Math.min(wait * 2, LISTEN_WAIT_MS)), wait * (0.5 + Math.random()))
    }
    client = next
    next.on('error', again)
    next.on('end', again)
    next.on('notification', message => heard(message.payload ?? ''))
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
      reconnected()
      wait = 500
      await beat(next, again)
    } catch {
      again()
    }
  }
  await open(500)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end()
  }
}
