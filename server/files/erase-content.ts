import { ApiError } from '#core/api/errors.ts'
import { asAccount } from '../db/as-account.ts'
import type { Db } from '../db/database.ts'
import type { FileStore } from './file-store.ts'
import { eraseFile, isKept, lockContent } from './files.queries.ts'

interface Erasure {
  plan: string
  sha256: string
  reason: string
  account: string
}

/** Erases a paper: its rows stay as tombstones with their hash, its content goes unless another plan keeps it. */
export const eraseContent = async (db: Db, store: FileStore, { plan, sha256, reason, account }: Erasure) => {
  const erased = await asAccount(db, account, trx => eraseFile(trx, plan, sha256, reason))
  if (erased === 0) throw new ApiError('unknown_file', '没有这份材料，或您无权删除。')
  await db.transaction().execute(async trx => {
    await lockContent(trx, sha256)
    if (!(await isKept(trx, sha256))) await store.remove(sha256)
  })
}
