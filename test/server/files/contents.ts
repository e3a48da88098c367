import { strToU8, type Zippable, zipSync } from 'fflate'

const latin = (text: string) => Buffer.from(text, 'latin1')

/** How each kept type begins. */
export const HEADS = {
  jpeg: latin('\xff\xd8\xff\xe0\0\x10JFIF'),
  png: latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  webp: latin('RIFF\x24\0\0\0WEBPVP8 '),
  heic: latin('\0\0\0\x18ftypheic'),
  pdf: latin('%PDF-1.7\n'),
  zip: latin('PK\x03\x04'),
}

/** The smallest picture there is: one white point. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
)
export const PDF = latin('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

export const zip = (parts: Record<string, string | Uint8Array>): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(parts).map(([name, content]) => [
          name,
          typeof content === 'string' ? strToU8(content) : content,
        ]),
      ) as Zippable,
    ),
  )

export const DOCX = zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' })
