import { ApiError } from '#core/api/errors.ts'
import type { StoredFile } from '#core/api/files.ts'
import { asAccount } from '../db/as-account.ts'
import type { Db } from '../db/database.ts'
import type { FileStore, Received } from './file-store.ts'
import { addFile, lockContent } from './files.queries.ts'
import { typeOfFile } from './type-of-file.ts'

export interface Claim {
  plan: string
  subject: number | null
  account: string
  name: string
}

/** Keeps a received content with who brought it; the row stands only when the content does, and a refused one leaves neither. */
export const storeFile = async (db: Db, store: FileStore, received: Received, claim: Claim): Promise<StoredFile> => {
  try {
    if (received.bytes === 0) throw new ApiError('file_refused', '文件是空的，请重新选择。')
    const type = await typeOfFile(received)
    if (!type)
      throw new ApiError(
        'wrong_media_type',
        '只收照片（JPEG、PNG、WebP、HEIC）、PDF、OFD 和不带宏的 Word、Excel、PPT 文件。',
      )
    const { sha256, bytes } = received
    await asAccount(db, claim.account, async trx => {
      await lockContent(trx, sha256)
      await addFile(trx, { ...claim, sha256, type, bytes })
      await store.keep(received)
    })
    return { sha256, type, bytes, name: claim.name }
  } finally {
    await store.forget(received)
  }
}
