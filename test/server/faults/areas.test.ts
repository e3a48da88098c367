import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewDraft } from '#core/api/areas.ts'
import { connect } from '../../../server/db/connect.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { box } from '../../helpers/metres.ts'
import { areaDifferences } from '../areas/differences.ts'
import { draftOf, drawn } from '../areas/stage.ts'
import { type Child, planForServer, type Scene, startServer } from './child.ts'

const KILLS = Number(process.env.KILLS ?? 1)
let data_dir: string
let scene: Scene

beforeAll(async () => {
  data_dir = mkdtempSync(join(tmpdir(), 'fullcover-kill-areas-'))
  const connection = await connect({ database_url: undefined, data_dir })
  await migrate(connection)
  scene = await planForServer(connection)
  await connection.close()
})
afterAll(() => rmSync(data_dir, { recursive: true, force: true }))

const send = async ({ address }: Child, path: string, body: object) => {
  const answer = await fetch(`${address}/api/plans/${scene.plan}/areas/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

/** Draws, submits and publishes a patch with a shape, again and again until the server is gone; areas it acknowledged go to the list. */
async function publishUntilGone(child: Child, acknowledged: number[]) {
  for (let n = acknowledged.length; ; n++) {
    const body: NewDraft = draftOf(drawn(box(0, 0, 100 + n, 60)), {
      kind: 'patch',
      ground: null,
      picks: scene.compounds,
    })
    try {
      const { id } = await send(child, 'drafts', body)
      const { version } = await send(child, `drafts/${id}/submit`, { version: 1 })
      const { area } = await send(child, `drafts/${id}/publish`, { version, effective_on: '2024-05-02' })
      acknowledged.push(area)
    } catch (error) {
      if ((error as Error).cause === undefined && !/fetch failed|terminated/.test((error as Error).message)) throw error
      return
    }
  }
}

test('killed between request and answer, what was published and acknowledged is there, the rest whole or absent', async () => {
  const acknowledged: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const child = await startServer({ DATA_DIR: data_dir })
    const before = acknowledged.length
    const publishing = publishUntilGone(child, acknowledged)
    while (acknowledged.length < before + 4) await sleep(20)
    await sleep(Math.random() * 150)
    await child.kill()
    await publishing
  }
  const connection = await connect({ database_url: undefined, data_dir })
  const { db } = connection
  const kept = new Set((await db.selectFrom('area_revision').select('area').execute()).map(row => row.area))
  const published = await db.selectFrom('area_draft').select('id').where('state', '=', 'published').execute()
  const steps = await db.selectFrom('draft_step').select('draft').where('kind', '=', 'published').execute()
  const differences = await areaDifferences(connection, scene.plan)
  const broken = await db.selectFrom('broken_seal').selectAll().execute()
  await connection.close()
  expect(acknowledged.filter(area => !kept.has(area))).toEqual([])
  expect(published).toHaveLength(kept.size)
  expect(steps).toHaveLength(kept.size)
  expect(differences).toEqual({ spans: 0, members: 0, overlaps: 0, invalid: 0 })
  expect(broken).toEqual([])
}, 300_000)
