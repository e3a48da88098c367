import { crc32, inflateRawSync } from 'node:zlib'
import { refuse } from '#core/imports/sentences.ts'

const ENTRIES = 200
const UNPACKED = 200 * 1024 * 1024
const RATIO = 100
/** Small files of one repeated byte may pass the ratio honestly. */
const RATIO_FROM = 1024 * 1024
const END = 0x06054b50
const CENTRAL = 0x02014b50
const SYMLINK = 0xa000

interface Entry {
  name: string
  flags: number
  method: number
  crc: number
  packed: number
  size: number
  mode: number
  offset: number
}

const decodeName = (bytes: Uint8Array, utf8: boolean) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(utf8 ? 'utf-8' : 'gb18030').decode(bytes)
  }
}

const readEntries = (view: DataView, path: string): Entry[] => {
  let end = view.byteLength - 22
  while (end >= 0 && end > view.byteLength - 22 - 65_535 && view.getUint32(end, true) !== END) end--
  if (end < 0 || view.getUint32(end, true) !== END) return refuse('file_damaged', { path })
  const total = view.getUint16(end + 10, true)
  if (total > ENTRIES) refuse('zip_entries', { path })
  let at = view.getUint32(end + 16, true)
  return Array.from({ length: total }, () => {
    if (view.getUint32(at, true) !== CENTRAL) return refuse('file_damaged', { path })
    const flags = view.getUint16(at + 8, true)
    const length = view.getUint16(at + 28, true)
    const entry = {
      name: decodeName(new Uint8Array(view.buffer, view.byteOffset + at + 46, length), Boolean(flags & 0x800)),
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      mode: view.getUint32(at + 38, true) >>> 16,
      offset: view.getUint32(at + 42, true),
    }
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    return entry
  })
}

const isUnsafe = ({ name, mode }: Entry) =>
  name.includes('\\') ||
  name.includes('\0') ||
  /^([/~]|[a-z]:)/i.test(name) ||
  name.split('/').some(part => part === '..' || /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(part)) ||
  (mode & 0xf000) === SYMLINK

const inflate = (view: DataView, { offset, packed, size, method, crc }: Entry, path: string): Uint8Array => {
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, packed)
  if (method !== 0 && method !== 8) refuse('file_damaged', { path })
  const content = method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) })
  return content.length === size && crc32(content) === crc ? content : refuse('file_damaged', { path })
}

/**
 * The files of an archive by name, in memory alone. What it says of its sizes is checked before anything is unpacked and
 * kept to while unpacking; names that point elsewhere, archives within archives and names given twice are refused.
 */
export const unzip = (bytes: Uint8Array, path: string): Map<string, Uint8Array> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const entries = readEntries(view, path).filter(
      ({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.DS_Store$)/.test(name),
    )
    const total = entries.reduce((sum, { size }) => sum + size, 0)
    if (total > UNPACKED || entries.some(({ size, packed }) => size > RATIO_FROM && size > packed * RATIO))
      refuse('zip_bomb', { path })
    const files = new Map<string, Uint8Array>()
    const names = new Set<string>()
    for (const entry of entries) {
      const { name } = entry
      if (isUnsafe(entry)) refuse('zip_path', { path, value: name.slice(0, 80) })
      if (/\.(zip|rar|7z|gz|tar|kmz)$/i.test(name)) refuse('zip_nested', { path, value: name.slice(0, 80) })
      if (entry.flags & 1) refuse('zip_password', { path })
      if (names.has(name.toLowerCase())) refuse('zip_twice', { path, value: name.slice(0, 80) })
      names.add(name.toLowerCase())
      files.set(name, inflate(view, entry, path))
    }
    return files
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return refuse('zip_bomb', { path })
    if (error instanceof RangeError) return refuse('file_damaged', { path })
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) return refuse('file_damaged', { path })
    throw error
  }
}
