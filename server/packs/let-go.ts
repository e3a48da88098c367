import { asAccount } from '../db/as-account.ts'
import type { Db } from '../db/database.ts'
import type { FileStore } from '../files/file-store.ts'
import { lockContent } from '../files/files.queries.ts'
import { isHeld } from './packs.queries.ts'

/** Removes contents that no pack holds any more. */
export async function letGo(db: Db, store: FileStore, contents: readonly string[]): Promise<void> {
  for (const sha256 of new Set(contents))
    await asAccount(db, 'system', async trx => {
      await lockContent(trx, sha256)
      if (!(await isHeld(trx, sha256))) await store.remove(sha256)
    })
}
