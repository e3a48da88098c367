import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../../server/db/connect.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { planForServer, postUntilGone, type Scene, startServer } from './child.ts'

const KILLS = 3
let data_dir: string
let scene: Scene

beforeAll(async () => {
  data_dir = mkdtempSync(join(tmpdir(), 'fullcover-kill-'))
  const connection = await connect({ database_url: undefined, data_dir })
  await migrate(connection)
  scene = await planForServer(connection)
  await connection.close()
})
afterAll(() => rmSync(data_dir, { recursive: true, force: true }))

test('the embedded engine killed in the middle of writes keeps every acknowledged one', async () => {
  const acknowledged: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const child = await startServer({ DATA_DIR: data_dir })
    const before = acknowledged.length
    const posting = postUntilGone(child, scene, 4, acknowledged)
    while (acknowledged.length < before + 10) await sleep(20)
    await sleep(Math.random() * 100)
    await child.kill()
    await posting
  }
  const connection = await connect({ database_url: undefined, data_dir })
  const kept = new Set(
    (await connection.db.selectFrom('observation').select('id').where('plan', '=', scene.plan).execute()).map(
      row => row.id,
    ),
  )
  const broken = await connection.db.selectFrom('broken_seal').selectAll().execute()
  await connection.close()
  expect(acknowledged.filter(id => !kept.has(id))).toEqual([])
  expect(broken).toEqual([])
}, 300_000)
