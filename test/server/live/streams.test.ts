import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { buildApp } from '../../../server/app.ts'
import { type Listeners, openListeners } from '../../../server/live/listeners.ts'
import { onPostgres } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'

/** Listeners that know how many listen. */
const counting = (live: Listeners) => {
  let listening = 0
  const listen: Listeners['listen'] = heard => {
    const stop = live.listen(heard)
    listening++
    return () => {
      listening--
      stop()
    }
  }
  return { listen, close: live.close, listening: () => listening }
}

onPostgres('streams of events', connection => {
  test('whoever leaves before the stream has begun is not listened for', async () => {
    const { db, engine } = connection()
    const { id } = await newPlan(connection())
    const live = counting(await openListeners(connection()))
    const app = await buildApp({ db, engine, live, data_dir: tmpdir(), isReady: async () => true })
    await app.listen({ port: 0 })
    const { port } = app.server.address() as AddressInfo
    const open = (signal: AbortSignal) =>
      fetch(`http://127.0.0.1:${port}/api/plans/${id}/events`, { headers: { accept: 'text/event-stream' }, signal })

    const staying = new AbortController()
    expect((await open(staying.signal)).status).toBe(200)
    expect(live.listening()).toBe(1)
    const leaving = new AbortController()
    await db.transaction().execute(async trx => {
      await sql`lock table plan_head in access exclusive mode`.execute(trx)
      const asked = Array.from({ length: 5 }, () => open(leaving.signal).catch(() => null))
      await sleep(200)
      leaving.abort()
      await Promise.all(asked)
      await sleep(100)
    })
    await sleep(300)
    expect(live.listening()).toBe(1)
    staying.abort()
    await expect.poll(live.listening).toBe(0)
    await app.close()
    await live.close()
  })
})
