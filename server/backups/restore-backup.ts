import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Connection, connect } from '../db/connect.ts'
import { holdFolder } from '../db/folder-lock.ts'
import { MIGRATIONS, migrationsOf } from '../db/schema-files.ts'
import type { Watched } from '../operations/watched.ts'
import { BackupFailure, failureOf } from './backup-failure.ts'
import { brokenIn, readSums } from './check-sums.ts'
import { differencesFrom } from './compare.ts'
import { copyFile } from './copy-contents.ts'
import { DUMPS } from './dump-database.ts'
import { eachOf } from './each-of.ts'
import { readyDatabase } from './empty-database.ts'
import { BROUGHT, refuseUsedFolder } from './empty-place.ts'
import { MANIFEST, type Manifest, readManifest } from './manifest.ts'
import { restoreEmbedded, restorePostgres } from './restore-database.ts'
import { settle, settleTree } from './settle.ts'

export interface RestorePlace {
  /** Left out, the embedded engine in `data_dir`. */
  database_url: string | undefined
  data_dir: string
}

export interface Restored {
  manifest: Manifest
  /** In what the restored database differs from the one backed up; nothing, as a rule. */
  differences: string[]
  took_ms: number
}

/** What a restore unpacks lies under such a name in DATA_DIR until all of it is there. */
const ASIDE = '.restoring-'

/** Restores a backup into an empty place; one that fails or is broken off leaves the place as empty as it was. */
export async function restoreBackup(folder: string, into: RestorePlace, watched: Watched = {}): Promise<Restored> {
  const begun = performance.now()
  try {
    const manifest = await acceptable(folder, into, watched)
    const release = holdFolder(into.data_dir)
    try {
      refuseUsedFolder(into.data_dir)
      const differences = await bringBack(folder, manifest, into, watched)
      return { manifest, differences, took_ms: Math.round(performance.now() - begun) }
    } finally {
      release()
    }
  } catch (error) {
    throw failureOf(error, '恢复', watched.signal)
  }
}

/** Refuses what is no whole backup, or none for this program and engine. */
async function acceptable(
  folder: string,
  { database_url }: RestorePlace,
  { progress, signal }: Watched,
): Promise<Manifest> {
  const refuse = (sentence: string) => new BackupFailure('refused', sentence)
  const manifest = readManifest(folder)
  if (!manifest) throw refuse(`${folder} 不是一份完整的备份（没有可读的 ${MANIFEST}）。`)
  const engine = database_url ? 'postgres' : 'pglite'
  if (manifest.engine !== engine)
    throw refuse(
      engine === 'postgres'
        ? '这份备份来自内置数据库，不能恢复到 PostgreSQL：请去掉 DATABASE_URL 再恢复。'
        : '这份备份来自 PostgreSQL：请用 DATABASE_URL 指明要恢复到的空库。',
    )
  const ours = new Map(migrationsOf(MIGRATIONS).map(({ name, sha256 }) => [name, sha256]))
  const newer = manifest.migrations.filter(({ name }) => !ours.has(name))
  if (newer.length > 0)
    throw refuse(`备份由更新的版本（${manifest.version}）建立，请先换上该版本或更新的程序，再恢复。`)
  const changed = manifest.migrations.filter(({ name, sha256 }) => ours.get(name) !== sha256)
  if (changed.length > 0) throw refuse(`备份的数据库结构（${changed[0]!.name}）与本程序的不同，不能恢复。`)
  const broken = await brokenIn(folder, { signal, progress: done => progress?.(0.2 * done) })
  const unnamed = [MANIFEST, DUMPS[engine]].filter(path => !broken.includes(path) && !existsSync(join(folder, path)))
  if (broken.length + unnamed.length > 0)
    throw refuse(
      `备份已损坏，没有恢复任何内容。缺失或被改动的文件有 ${broken.length + unnamed.length} 个：${[...broken, ...unnamed].slice(0, 10).join('、')}。请换一份备份。`,
    )
  return manifest
}

async function bringBack(
  folder: string,
  manifest: Manifest,
  { database_url, data_dir }: RestorePlace,
  { progress, signal }: Watched,
): Promise<string[]> {
  for (const name of await readdir(data_dir))
    if (name.startsWith(ASIDE)) await rm(join(data_dir, name), { recursive: true, force: true })
  const aside = join(data_dir, `${ASIDE}${randomUUID()}`)
  const source = { folder, manifest }
  const copyContents = () => copyBack(folder, aside, { signal, progress: done => progress?.(0.2 + 0.3 * done) })
  try {
    if (!database_url) {
      await copyContents()
      const differences = await comparing(await restoreEmbedded(join(aside, 'pglite'), source), manifest)
      signal?.throwIfAborted()
      await putInPlace(data_dir, aside)
      progress?.(1)
      return differences
    }
    const connection = await connect({ database_url, data_dir, pool_size: 2 })
    return await comparing(connection, manifest, async () => {
      await readyDatabase(connection)
      await copyContents()
      const placed = await putInPlace(data_dir, aside)
      const told = { signal, progress: (done: number) => progress?.(0.5 + 0.5 * done) }
      await restorePostgres(connection, database_url, source, told).catch(async error => {
        for (const path of placed) await rm(path, { recursive: true, force: true })
        throw error
      })
    })
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** In what a restored database differs from the one backed up, once it is filled; closes it. */
async function comparing(connection: Connection, manifest: Manifest, fill = async () => {}): Promise<string[]> {
  try {
    await fill()
    return await connection.db.transaction().execute(trx => differencesFrom(manifest, trx))
  } finally {
    await connection.close()
  }
}

/** The contents, the county's plans and its ground. */
async function copyBack(folder: string, aside: string, { progress, signal }: Watched): Promise<void> {
  const paths = [...(await readSums(folder)).keys()].filter(path => BROUGHT.some(name => path.split('/')[0] === name))
  await mkdir(aside, { recursive: true })
  for (const each of new Set(paths.map(path => dirname(path)))) await mkdir(join(aside, each), { recursive: true })
  let done = 0
  await eachOf(paths, async path => {
    await copyFile(join(folder, path), join(aside, path), signal)
    progress?.(++done / paths.length)
  })
}

/** Everything unpacked steps into its place, where at most empty folders stand; answers where it is. */
async function putInPlace(data_dir: string, aside: string): Promise<string[]> {
  await settleTree(aside)
  await rm(join(data_dir, 'first-start'), { force: true })
  const names = await readdir(aside)
  for (const name of names) {
    await rm(join(data_dir, name), { recursive: true, force: true })
    await rename(join(aside, name), join(data_dir, name))
  }
  await settle(data_dir)
  return names.map(name => join(data_dir, name))
}
