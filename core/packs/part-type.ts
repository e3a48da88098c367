import type { PackPart } from '../api/packs.ts'
import { beginsAs } from '../files/file-type.ts'

/** What a part may be, with what it is called on the wire. */
export const PART_TYPES = {
  png: 'image/png',
  webm: 'video/webm',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type PartType = keyof typeof PART_TYPES

const MEGABYTE = 1024 * 1024

/** What a browser brings of each kind: its types, and the most bytes. */
export const BROUGHT: Partial<Record<PackPart['kind'], { types: readonly PartType[]; limit: number }>> = {
  picture: { types: ['png'], limit: 40 * MEGABYTE },
  film: { types: ['webm', 'mp4'], limit: 300 * MEGABYTE },
  print: { types: ['pdf'], limit: 50 * MEGABYTE },
}

/** Device pixels of a scene's picture. */
export const PICTURE = { width: 3840, height: 2160 } as const

/** Bytes at the beginning from which a part's type is told. */
export const PART_HEAD_BYTES = 64

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** ISO base media brands of films; a photo's are others. */
const FILM_BRANDS = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'dash', 'msdh']

/** What bytes begin as; null for everything a browser does not bring. */
export const partBeginsAs = (head: Uint8Array): PartType | null => {
  if (text(head, 0, 4) === '\x1aE\xdf\xa3') return text(head, 4, PART_HEAD_BYTES).includes('webm') ? 'webm' : null
  if (text(head, 4, 8) === 'ftyp') return FILM_BRANDS.includes(text(head, 8, 12)) ? 'mp4' : null
  const type = beginsAs(head)
  return type === 'png' || type === 'pdf' ? type : null
}

/** Width and height a PNG's first chunk gives. */
export const pngSize = (head: Uint8Array): { width: number; height: number } => {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}
