/** What may be kept, with what it is called on the wire; nothing that a browser would run. */
export const FILE_TYPES = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ofd: 'application/ofd',
} as const
export type FileType = keyof typeof FILE_TYPES

export const FILE_LIMIT = 50 * 1024 * 1024

/** Bytes at the beginning from which a type is told. */
export const HEAD_BYTES = 32

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** What bytes begin as, whatever their name says; `zip` has to be looked into. Null for everything that is not kept. */
export const beginsAs = (head: Uint8Array): FileType | 'zip' | null => {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg'
  if (text(head, 0, 8) === '\x89PNG\r\n\x1a\n' && text(head, 12, 16) === 'IHDR') return 'png'
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'webp'
  if (text(head, 4, 8) === 'ftyp' && HEIC_BRANDS.includes(text(head, 8, 12))) return 'heic'
  if (/^%PDF-[12]\.\d/.test(text(head, 0, 8))) return 'pdf'
  return text(head, 0, 4) === 'PK\x03\x04' ? 'zip' : null
}

const OFFICE: [FileType, string[]][] = [
  ['docx', ['[Content_Types].xml', 'word/document.xml']],
  ['xlsx', ['[Content_Types].xml', 'xl/workbook.xml']],
  ['pptx', ['[Content_Types].xml', 'ppt/presentation.xml']],
  ['ofd', ['OFD.xml']],
]

/** Which office document an archive is, by its parts; one with macros is none. */
export const officeType = (parts: readonly string[]): FileType | null => {
  if (parts.some(part => /vbaProject\.bin$/i.test(part))) return null
  return OFFICE.find(([, needed]) => needed.every(part => parts.includes(part)))?.[0] ?? null
}

export const isImage = (type: FileType): boolean => FILE_TYPES[type].startsWith('image/')
