import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onPostgres } from '../../helpers/engines.ts'
import { openStage, type Stage } from '../api/stage.ts'

/** More than one address may hold open at once. */
const LEAVING = 80

onPostgres('streams of events', connection => {
  let stage: Stage
  let address: string
  beforeAll(async () => {
    stage = await openStage(connection())
    await stage.app.listen({ port: 0 })
    address = `http://127.0.0.1:${(stage.app.server.address() as AddressInfo).port}${stage.at}/events`
  })
  afterAll(() => stage.close())

  const open = (signal: AbortSignal) => fetch(address, { headers: { accept: 'text/event-stream' }, signal })

  test(`whoever leaves before the stream has begun holds no place: after ${LEAVING} such the next one still gets in`, async () => {
    const leaving = new AbortController()
    await connection()
      .db.transaction()
      .execute(async trx => {
        await sql`lock table plan_head in access exclusive mode`.execute(trx)
        const asked = Array.from({ length: LEAVING }, () => open(leaving.signal).catch(() => null))
        await sleep(200)
        leaving.abort()
        await Promise.all(asked)
        await sleep(100)
      })
    await sleep(500)
    const staying = new AbortController()
    const answer = await open(staying.signal)
    staying.abort()
    expect(answer.status).toBe(200)
  })
})
