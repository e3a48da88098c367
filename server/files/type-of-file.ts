import { open } from 'node:fs/promises'
import { beginsAs, type FileType, HEAD_BYTES, officeType } from '#core/files/file-type.ts'
import type { Received } from './file-store.ts'
import { zipParts } from './zip-parts.ts'

/** What a received content is, told from itself alone; null for what is not kept. */
export const typeOfFile = async ({ path, bytes }: Received): Promise<FileType | null> => {
  const handle = await open(path)
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    await handle.read(head, 0, HEAD_BYTES, 0)
    const begins = beginsAs(head)
    if (begins !== 'zip') return begins
    const parts = await zipParts(handle, bytes)
    return parts && officeType(parts)
  } finally {
    await handle.close()
  }
}
