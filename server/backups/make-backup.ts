import { existsSync } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Backup, BackupReason } from '#core/api/operations.ts'
import type { Connection } from '../db/connect.ts'
import { VERSION } from '../health/version.ts'
import type { Watched } from '../operations/watched.ts'
import { failureOf } from './backup-failure.ts'
import { readSums, SUMS, sha256Of, sumsText } from './check-sums.ts'
import { copyContents, type Earlier } from './copy-contents.ts'
import { DUMPS, dumpDatabase } from './dump-database.ts'
import { aside, holdBackups } from './hold-backups.ts'
import { listBackups } from './list-backups.ts'
import { folderName, MANIFEST, type Manifest, readManifest } from './manifest.ts'
import { prune } from './prune.ts'
import { settle, settleTree } from './settle.ts'

export interface BackupPlace {
  connection: Connection
  database_url: string | undefined
  data_dir: string
  backup_dir: string
  /** How many whole backups stay. */
  kept: number
}

/** The share of the work that the database is. */
const DUMPING = 0.6

/** Makes a backup, one at a time; one that is broken off leaves nothing behind. Beyond `kept` the oldest go, once the new one is whole. */
export async function makeBackup(place: BackupPlace, reason: BackupReason, watched: Watched = {}): Promise<Backup> {
  const { signal } = watched
  try {
    const release = await holdBackups(place.backup_dir)
    try {
      const made = await attempt(place, reason, watched)
      await prune(place.backup_dir, place.kept, made.name)
      return made
    } finally {
      release()
    }
  } catch (error) {
    throw failureOf(error, '备份', signal)
  }
}

async function attempt(place: BackupPlace, reason: BackupReason, watched: Watched): Promise<Backup> {
  const name = await freeName(place.backup_dir)
  const folder = aside(place.backup_dir, name)
  try {
    const manifest = await fill(place, { folder, name, reason }, watched)
    await rename(folder, join(place.backup_dir, name))
    await settle(place.backup_dir)
    return manifest
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function freeName(backup_dir: string): Promise<string> {
  for (;;) {
    const name = folderName(new Date())
    if (!existsSync(join(backup_dir, name))) return name
    await setTimeout(200)
  }
}

interface Filling {
  folder: string
  name: string
  reason: BackupReason
}

async function fill(
  place: BackupPlace,
  { folder, name, reason }: Filling,
  { progress, signal }: Watched,
): Promise<Backup> {
  const begun = performance.now()
  const { backup_dir, connection } = place
  const [last] = await listBackups(backup_dir)
  const before = last && join(backup_dir, last.name)
  const earlier = before ? { folder: before, sums: await readSums(before) } : null
  const known = new Set(before ? readManifest(before)?.missing : [])
  const once = () => gather(place, folder, earlier, { signal, progress: done => progress?.(0.98 * done) })

  // A paper of the dumped moment that is gone was erased in between, as a rule: the next moment does not name it.
  let gathered = await once()
  if (gathered.copied.missing.some(path => !known.has(path))) gathered = await once()
  const { copied, dumped } = gathered
  signal?.throwIfAborted()

  const manifest: Manifest = {
    name,
    made_at: dumped.at,
    reason,
    engine: connection.engine,
    version: VERSION,
    schema: dumped.moment.migrations.at(-1)!.name,
    files: copied.sums.size,
    bytes: copied.bytes + dumped.bytes,
    took_ms: Math.round(performance.now() - begun),
    ...dumped.moment,
    dumped_by: dumped.dumped_by,
    missing: copied.missing,
    damaged: copied.damaged,
  }
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true })
  const sums = new Map([
    ...copied.sums,
    [DUMPS[connection.engine], dumped.sha256],
    [MANIFEST, await sha256Of(join(folder, MANIFEST))],
  ])
  await writeFile(join(folder, SUMS), sumsText(sums), { flush: true })
  await settleTree(folder)
  progress?.(1)
  const { made_at, engine, version, schema, files, bytes, took_ms } = manifest
  return { name, made_at, reason, engine, version, schema, files, bytes, took_ms }
}

/** The database first, then the contents it names: one that comes in between does no harm. */
async function gather(place: BackupPlace, folder: string, earlier: Earlier | null, { progress, signal }: Watched) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
  const at = new Date().toISOString()
  const dumped = await dumpDatabase(place, folder, { signal, progress: done => progress?.(DUMPING * done) })
  const path = join(folder, DUMPS[place.connection.engine])
  const copied = await copyContents({
    from: place.data_dir,
    to: folder,
    contents: dumped.contents,
    earlier,
    signal,
    progress: done => progress?.(DUMPING + (1 - DUMPING) * done),
  })
  return { copied, dumped: { ...dumped, at, bytes: (await stat(path)).size, sha256: await sha256Of(path, signal) } }
}
