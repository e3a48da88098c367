import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'

/** Papers and issued bulletins lie apart from what packs hold, which can be made again. */
export type Store = 'files' | 'packs/files'

/** A content that a row names, below DATA_DIR. */
export interface Named {
  store: Store
  sha256: string
  bytes: number
}

/** A file that lies in a store. */
export interface Lying {
  path: string
  name: string
  bytes: number
  /** Last changed, ms. */
  at: number
}

export const pathOf = ({ store, sha256 }: Pick<Named, 'store' | 'sha256'>): string =>
  `${store}/${sha256.slice(0, 2)}/${sha256}`

/** Every content that rows name and that was not erased; what only packs hold where those are asked for. */
export async function namedContents(trx: Trx, store: Store): Promise<Named[]> {
  const rows = {
    files: sql`select sha256, bytes from file where erased_at is null union select sha256, bytes from bulletin_file`,
    'packs/files': sql`select zip_sha256, zip_bytes from pack where zip_sha256 is not null
      union select sha256, bytes from pack_part where sha256 is not null`,
  }[store]
  const found = await sql<Named>`
    select ${store}::text as store, c.sha256, max(c.bytes)::bigint as bytes from (${rows}) c (sha256, bytes)
    group by c.sha256 order by c.sha256`.execute(trx)
  return found.rows
}

/** What lies in a store, by its content's place; nothing where there is no folder yet. */
export async function lyingIn(data_dir: string, store: Store): Promise<Lying[]> {
  const found: Lying[] = []
  for (const folder of await namesIn(join(data_dir, store)))
    if (folder !== ARRIVING) found.push(...(await lying(data_dir, `${store}/${folder}`)))
  return found
}

/** Where uploads are written before they are whole. */
const ARRIVING = 'arriving'
export const arrivingIn = (data_dir: string, store: Store): Promise<Lying[]> => lying(data_dir, `${store}/${ARRIVING}`)

async function lying(data_dir: string, folder: string): Promise<Lying[]> {
  const found: Lying[] = []
  for (const name of await namesIn(join(data_dir, folder))) {
    const path = `${folder}/${name}`
    // What was erased or has arrived meanwhile is no longer there.
    const seen = await stat(join(data_dir, path)).catch(() => null)
    if (seen?.isFile()) found.push({ path, name, bytes: seen.size, at: seen.mtimeMs })
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}
