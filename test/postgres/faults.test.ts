import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onPostgres, POSTGRES_URL } from '../helpers/engines.ts'
import { type Child, planForServer, postOne, postUntilGone, type Scene, startServer } from '../server/faults/child.ts'

const KILLS = Number(process.env.KILLS ?? 3)

onPostgres('the server killed in the middle of writes', (connection, url) => {
  test(`keeps every acknowledged one, ${KILLS} times`, async () => {
    const scene = await planForServer(connection())
    const acknowledged: number[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const child = await startServer({ DATABASE_URL: url() })
      const before = acknowledged.length
      const posting = postUntilGone(child, scene, 6, acknowledged)
      while (acknowledged.length < before + 20) await sleep(10)
      await sleep(Math.random() * 60)
      await child.kill()
      await posting
    }
    const { db } = connection()
    const rows = await db.selectFrom('observation').select('id').where('plan', '=', scene.plan).execute()
    const kept = new Set(rows.map(row => row.id))
    expect(acknowledged.filter(id => !kept.has(id))).toEqual([])
    expect(await db.selectFrom('broken_seal').selectAll().where('plan', '=', scene.plan).execute()).toEqual([])
  }, 300_000)
})

onPostgres('the database going away', (connection, url) => {
  let child: Child
  let scene: Scene
  beforeAll(async () => {
    scene = await planForServer(connection())
    child = await startServer({ DATABASE_URL: url() })
  })
  afterAll(() => child.kill())

  const name = () => new URL(url()).pathname.slice(1)
  const cutAll = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name()} and pid <> pg_backend_pid()`.execute(
      connection().db,
    )
  const letIn = async (open: boolean) => {
    const client = new pg.Client({ connectionString: POSTGRES_URL })
    await client.connect()
    await client.query(`alter database ${name()} allow_connections ${open}`)
    if (!open) await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name()])
    await client.end()
  }

  test('connections cut under load are answered with 503, and the next requests as ever', async () => {
    const statuses = new Set<number>()
    let loading = true
    const load = Promise.all(
      Array.from({ length: 6 }, async (_, hand) => {
        for (let n = hand; loading; n += 6)
          for (const answer of [
            await postOne(child, scene, n),
            await fetch(`${child.address}/api/plans/${scene.plan}/progress`),
          ]) {
            statuses.add(answer.status)
            await answer.text()
          }
      }),
    )
    for (let cut = 0; cut < 12; cut++) {
      await sleep(100)
      await cutAll()
    }
    loading = false
    await load
    expect([...statuses].filter(status => ![200, 201, 503].includes(status))).toEqual([])
    await sleep(300)
    expect((await postOne(child, scene, 1)).status).toBe(201)
    expect(child.process.exitCode).toBeNull()
  })

  test('while no connection is let in everything waits with 503 and Retry-After; then all goes on, events too', async () => {
    const events = new AbortController()
    const stream = await fetch(`${child.address}/api/plans/${scene.plan}/events`, {
      signal: events.signal,
      headers: { accept: 'text/event-stream' },
    })
    const heard = listen(stream)
    await until(() => heard.length > 0)

    await letIn(false)
    const away = await postOne(child, scene, 1)
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '3'])
    expect(await away.json()).toMatchObject({ code: 'database_away', detail: expect.stringContaining('。') })
    // Longer than the server believes what it last heard of its accounts.
    await sleep(1100)
    expect((await fetch(`${child.address}/api/health`)).status).toBe(200)
    expect((await fetch(`${child.address}/api/ready`)).status).toBe(503)
    await sleep(1500)
    await letIn(true)

    const back = await postOne(child, scene, 2)
    expect(back.status).toBe(201)
    const { seq } = (await back.json()) as { seq: number }
    await until(() => heard.some(event => event.seq >= seq))
    await connection().script(`notify fullcover, 'rubbish'`)
    const { seq: next } = (await (await postOne(child, scene, 3)).json()) as { seq: number }
    await until(() => heard.some(event => event.seq === next))
    events.abort()
    expect(child.process.exitCode).toBeNull()
  })
})

interface Heard {
  seq: number
}

/** The events of a stream, as they come. */
function listen(stream: Response): Heard[] {
  const heard: Heard[] = []
  const read = async () => {
    let text = ''
    for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
      text += part
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)
        if (data) heard.push(JSON.parse(data[1]!) as Heard)
      }
    }
  }
  read().catch(() => undefined)
  return heard
}

async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !done(); await sleep(50))
    if (Date.now() > end) throw new Error('waited in vain for 20 s')
}
