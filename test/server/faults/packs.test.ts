import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pack } from '#core/api/packs.ts'
import { connect } from '../../../server/db/connect.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { close } from '../closings/close.ts'
import { png, sha256, webm } from '../packs/contents.ts'
import { type Child, planForServer, type Scene, startServer } from './child.ts'

/** So large that a kill falls into the making of the zip. */
const FILM_BYTES = 48 * 1024 * 1024
let data_dir: string
let scene: Scene
let closing: number

beforeAll(async () => {
  data_dir = mkdtempSync(join(tmpdir(), 'fullcover-kill-packs-'))
  const connection = await connect({ database_url: undefined, data_dir })
  await migrate(connection)
  scene = await planForServer(connection)
  closing = await close(connection, scene.plan, { title: '推进会', from_on: '2024-10-01', as_of: '2024-10-16' })
  await connection.close()
})
afterAll(() => rmSync(data_dir, { recursive: true, force: true }))

const call = async ({ address }: Child, path: string, method = 'GET', body?: object | Buffer, headers = {}) => {
  const raw = Buffer.isBuffer(body)
  const answer = await fetch(`${address}/api/plans/${scene.plan}/packs${path}`, {
    method,
    headers: { ...(body && { 'content-type': raw ? 'application/octet-stream' : 'application/json' }), ...headers },
    ...(body && { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as Pack
}
const bring = (child: Child, pack: Pack, name: string, content: Buffer) =>
  call(child, `/${pack.id}/parts/${name}`, 'PUT', content, { 'x-content-sha256': sha256(content) })
const until = async (child: Child, pack: Pack, done: (now: Pack) => boolean) => {
  for (;;) {
    const now = await call(child, `/${pack.id}`)
    if (done(now)) return now
    await sleep(20)
  }
}

test('打包时服务器被杀：没有半个文件，说是中断、可继续，接着做不用再传；别人同时照样问得到', async () => {
  let child = await startServer({ DATA_DIR: data_dir })
  const begun = await call(child, '', 'POST', { closing, film: true })
  for (const { name, kind, optional } of begun.parts)
    if (!optional) await bring(child, begun, name, kind === 'film' ? webm(FILM_BYTES) : png())

  await call(child, `/${begun.id}/make`, 'POST')
  const asked = performance.now()
  await fetch(`${child.address}/api/health`)
  const waited = performance.now() - asked
  await until(child, begun, now => now.state !== 'making' || now.progress > 0.05)
  const whole = { ...(await call(child, `/${begun.id}`)) }
  await child.kill()
  // Where the machine was quicker than the kill, the zip stands whole; else there is none.
  if (whole.state === 'making') expect(zips()).toEqual([])

  child = await startServer({ DATA_DIR: data_dir })
  expect(readdirSync(join(data_dir, 'packs/files/arriving'))).toEqual([])
  const found = await until(child, begun, now => now.state !== 'making')
  expect(found).toMatchObject(
    whole.state === 'making' ? { state: 'failed', failure: 'interrupted' } : { state: 'done' },
  )
  expect(found.parts.every(({ sha256, optional }) => optional || sha256 !== null)).toBe(true)
  await call(child, `/${begun.id}/make`, 'POST')
  const done = await until(child, begun, now => now.state !== 'making')
  expect(done.state).toBe('done')
  const zip = await fetch(`${child.address}/api/plans/${scene.plan}/packs/${begun.id}/zip`)
  const bytes = Buffer.from(await zip.arrayBuffer())
  expect(sha256(bytes)).toBe(done.zip_sha256)
  expect(Object.keys(unzipSync(new Uint8Array(bytes)))).toContain('影像/本期回放.webm')
  await child.kill()
  expect(waited).toBeLessThan(2000)
}, 300_000)

/** Contents that begin as a zip. */
const zips = () => {
  const home = join(data_dir, 'packs/files')
  return readdirSync(home)
    .filter(folder => folder !== 'arriving')
    .flatMap(folder => readdirSync(join(home, folder)).map(name => join(home, folder, name)))
    .filter(path => readFileSync(path).subarray(0, 2).toString() === 'PK' && statSync(path).size > 0)
}
