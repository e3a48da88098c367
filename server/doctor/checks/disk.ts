import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import type { Condition } from '#core/api/operations.ts'
import type { Check, Found, Visit } from '../check.ts'

/** Percent of a volume that is in use. */
const POORLY_FROM = 80
const ILL_FROM = 95

export interface Filled {
  of: string
  path: string
  /** As df counts: of what ordinary processes may use. */
  percent: number
  free_bytes: number
}

export const diskFree: Check = {
  id: 'disk_free',
  title: '磁盘空间',
  condition: 'ill',
  well: '',
  otherwise: () => '',
  ask: async visit => {
    const places = [
      { of: '数据', path: visit.data_dir },
      { of: '备份', path: visit.backup_dir },
      ...(await databasePlace(visit)),
    ]
    return judgeVolumes(await Promise.all(places.map(measured)))
  },
}

/** How bad the fullest of some volumes is. */
export function judgeVolumes(volumes: readonly Filled[]): Found {
  const said = volumes.map(
    ({ of, percent, free_bytes }) => `${of}所在的盘已用 ${percent}%（剩 ${gigabytes(free_bytes)}）`,
  )
  const full = volumes.filter(({ percent }) => percent >= POORLY_FROM)
  const condition: Condition = volumes.some(({ percent }) => percent >= ILL_FROM) ? 'ill' : 'poorly'
  if (full.length === 0) return { found: 0, sentence: `磁盘空间充足：${said.join('，')}。` }
  const what =
    condition === 'ill' ? '磁盘快满了，写满后不能再保存。请立刻清理或扩容' : '磁盘空间不多了，请尽早清理或扩容'
  return {
    found: full.length,
    condition,
    sentence: `${what}：${said.join('，')}。可以减少保留的备份（BACKUP_KEEP）。`,
    examples: full.map(({ path, percent }) => `${path}：${percent}%`),
  }
}

async function measured({ of, path }: { of: string; path: string }): Promise<Filled> {
  const { bsize, blocks, bfree, bavail } = await statfs(await existing(path))
  const used = blocks - bfree
  return {
    of,
    path,
    percent: used + bavail === 0 ? 0 : Math.ceil((100 * used) / (used + bavail)),
    free_bytes: bavail * bsize,
  }
}

/** The folder itself, or the nearest one above it that is there. */
export async function existing(path: string): Promise<string> {
  const there = await stat(path).catch(() => null)
  return there || dirname(path) === path ? path : existing(dirname(path))
}

/** Where PostgreSQL keeps its data, where that is this machine and the login may know: the schema's owner may not. */
async function databasePlace({ engine, db }: Visit): Promise<{ of: string; path: string }[]> {
  if (engine === 'pglite') return []
  const { rows } = await sql<{ path: string | null; is_here: boolean }>`
    select (select setting from pg_settings where name = 'data_directory') as path,
      inet_server_addr() is null or inet_server_addr() <<= inet '127.0.0.0/8' or inet_server_addr() = inet '::1' as is_here`.execute(
    db,
  )
  const { path, is_here } = rows[0]!
  if (!path || !is_here) return []
  return (await statfs(path).catch(() => null)) ? [{ of: '数据库', path }] : []
}

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`
