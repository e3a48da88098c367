import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFileStore } from '../../../server/files/file-store.ts'
import { makeZip } from '../../../server/packs/make-zip.ts'
import { png, sha256 } from './contents.ts'

const PARTS = 12
const BYTES = 12 * 1024 * 1024
let home: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fullcover-zip-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const job = async () => {
  const store = openFileStore(home)
  const entries = []
  for (let n = 0; n < PARTS; n++) {
    const content = png(BYTES)
    const received = await store.receive(Readable.from([content]), BYTES * 2, () => new Error('too large'))
    await store.keep(received)
    entries.push({ name: `图片/${n}.png`, path: store.pathOf(received.sha256), sha256: sha256(content), bytes: BYTES })
  }
  return { store, entries }
}

test('合成 144 MB 的资料包时，别人的请求不用等；中途取消，立刻停下，不留半个文件', async () => {
  const { store, entries } = await job()
  const note = { name: '说明.txt', text: '说明' }
  const path = await store.aside()
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const { bytes } = await makeZip(
    { path, entries, note, dated: '2024-10-16T10:00:00' },
    { signal: new AbortController().signal, progress: () => {} },
  )
  delay.disable()
  expect(bytes).toBeGreaterThan(PARTS * BYTES)
  // The thread takes its share of a processor, but the loop that answers others is free all the while.
  expect(delay.percentile(90) / 1e6).toBeLessThan(100)

  const stop = new AbortController()
  const half = await store.aside()
  const making = makeZip(
    { path: half, entries, note, dated: '2024-10-16T10:00:00' },
    { signal: stop.signal, progress: () => stop.abort() },
  )
  await expect(making).rejects.toThrow()
  await store.forget({ path: half, sha256: '', bytes: 0 })
  expect(readdirSync(join(home, 'files/arriving'))).toHaveLength(1)
})
