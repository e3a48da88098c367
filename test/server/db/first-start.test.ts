import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '../../../server/db/connect.ts'
import { beginFirstStart, HalfFilled, refuseHalfFilled } from '../../../server/db/first-start.ts'
import { FolderHeld } from '../../../server/db/folder-lock.ts'

let data_dir: string
const kept = () => join(data_dir, 'pglite/kept')
const fill = () => {
  mkdirSync(join(data_dir, 'pglite'), { recursive: true })
  writeFileSync(kept(), '')
}
beforeEach(() => {
  data_dir = mkdtempSync(join(tmpdir(), 'fullcover-first-'))
})
afterEach(() => rmSync(data_dir, { recursive: true, force: true }))

test('a folder that was filled to the end is kept; one broken off is begun anew', () => {
  const filled = beginFirstStart(data_dir)
  fill()
  filled()
  beginFirstStart(data_dir)
  expect(existsSync(kept())).toBe(true)
  rmSync(join(data_dir, 'pglite'), { recursive: true })
  beginFirstStart(data_dir)
  fill()
  beginFirstStart(data_dir)
  expect(existsSync(kept())).toBe(false)
})

test('an import made before any start is no half of one', () => {
  fill()
  refuseHalfFilled(data_dir)
  beginFirstStart(data_dir)
  expect(existsSync(kept())).toBe(true)
})

test('nothing is imported into half a folder', () => {
  beginFirstStart(data_dir)
  expect(() => refuseHalfFilled(data_dir)).toThrow(HalfFilled)
})

test('a second start while the first is still filling leaves its folder alone', async () => {
  beginFirstStart(data_dir)
  fill()
  writeFileSync(join(data_dir, 'server.pid'), String(process.ppid))
  const second = connect({ database_url: undefined, data_dir, held: () => beginFirstStart(data_dir) })
  await expect(second).rejects.toThrow(FolderHeld)
  expect(existsSync(kept())).toBe(true)
})

test('a start refused after the folder was taken lets it go again', async () => {
  const refused = connect({
    database_url: undefined,
    data_dir,
    held: () => {
      throw new HalfFilled(data_dir)
    },
  })
  await expect(refused).rejects.toThrow(HalfFilled)
  expect(existsSync(join(data_dir, 'server.pid'))).toBe(false)
})
