import { createHash, randomBytes } from 'node:crypto'
import { PICTURE } from '#core/packs/part-type.ts'

export const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** What begins as a PNG of that size, and goes on as nothing anybody could guess. */
export const png = (bytes = 2000, { width, height }: { width: number; height: number } = PICTURE): Buffer => {
  const head = Buffer.alloc(33)
  head.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
  head.writeUInt32BE(13, 8)
  head.write('IHDR', 12, 'latin1')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return Buffer.concat([head, randomBytes(Math.max(0, bytes - head.length))])
}

export const webm = (bytes = 2000): Buffer =>
  Buffer.concat([Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'), randomBytes(bytes)])

export const mp4 = (): Buffer => Buffer.concat([Buffer.from('\0\0\0\x18ftypisom', 'latin1'), randomBytes(500)])

export const pdf = (): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n', 'latin1'), randomBytes(500)])
