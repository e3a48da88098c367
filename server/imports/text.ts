import { refuse } from '#core/imports/sentences.ts'

const decoded = (label: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, i) => bytes[i] === byte)

/** UTF-16 without a mark shows as many zero bytes on one side. */
const halfZero = (bytes: Uint8Array, odd: number) => {
  const sample = bytes.subarray(0, 400)
  const zeros = sample.filter((byte, i) => i % 2 === odd && byte === 0).length
  return sample.length >= 4 && zeros > sample.length / 5
}

/** The text of a file: by its mark, else UTF-8, else GB18030 (GBK and GB2312 are parts of it); refused when it is neither. */
export const decodeText = (bytes: Uint8Array, path?: string): string => {
  const text = (() => {
    if (startsWith(bytes, 0xff, 0xfe)) return decoded('utf-16le', bytes)
    if (startsWith(bytes, 0xfe, 0xff)) return decoded('utf-16be', bytes)
    if (halfZero(bytes, 1)) return decoded('utf-16le', bytes)
    if (halfZero(bytes, 0)) return decoded('utf-16be', bytes)
    return decoded('utf-8', bytes) ?? decoded('gb18030', bytes)
  })()
  return text === null || text.includes('\u0000') || text.includes('\ufffd') ? refuse('text_encoding', { path }) : text
}

/** Whether bytes are UTF-8 as far as they go; a field cut short may end within a character. */
const mayBeUtf8 = (bytes: Uint8Array) => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Which of the two the texts in a table of attributes are in; null where all of it is ASCII. */
export const sniffEncoding = (bytes: Uint8Array): 'UTF-8' | 'GB18030' | null => {
  let found: 'UTF-8' | null = null
  for (let from = 0; from < bytes.length; from++) {
    if ((bytes[from] ?? 0) < 0x80) continue
    let to = from
    while (to < bytes.length && (bytes[to] ?? 0) >= 0x80) to++
    if (!mayBeUtf8(bytes.subarray(from, to))) return 'GB18030'
    found = 'UTF-8'
    from = to
  }
  return found
}
