import type { FileHandle } from 'node:fs/promises'

const END = 0x06054b50
const CENTRAL = 0x02014b50
const END_BYTES = 22
const COMMENT_MAX = 65_535
const DIRECTORY_MAX = 4 * 1024 * 1024
const UNPACKED_MAX = 200 * 1024 * 1024

/** The names in an archive's directory; nothing is unpacked. Null where there is no whole directory, or where it promises too much. */
export const zipParts = async (handle: FileHandle, bytes: number): Promise<string[] | null> => {
  const tail = await readAt(handle, Math.max(0, bytes - END_BYTES - COMMENT_MAX), bytes)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + END_BYTES > tail.length || tail.readUInt32LE(end) !== END) return null
  const total = tail.readUInt16LE(end + 10)
  const size = tail.readUInt32LE(end + 12)
  const from = tail.readUInt32LE(end + 16)
  if (size > DIRECTORY_MAX || from + size > bytes) return null
  return namesIn(await readAt(handle, from, from + size), total)
}

const namesIn = (directory: Buffer, total: number): string[] | null => {
  const names: string[] = []
  let at = 0
  let unpacked = 0
  for (let i = 0; i < total; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) return null
    const isLocked = directory.readUInt16LE(at + 8) & 1
    unpacked += directory.readUInt32LE(at + 24)
    if (isLocked || unpacked > UNPACKED_MAX) return null
    const length = directory.readUInt16LE(at + 28)
    names.push(directory.toString('utf8', at + 46, at + 46 + length))
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return names
}

const readAt = async (handle: FileHandle, from: number, to: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(to - from)
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from)
  return buffer.subarray(0, bytesRead)
}
