import { expect, test } from 'vitest'
import { partBeginsAs, pngSize } from '#core/packs/part-type.ts'
import { mp4, pdf, png, webm } from '../../server/packs/contents.ts'

test.each([
  ['png', png()],
  ['webm', webm()],
  ['mp4', mp4()],
  ['pdf', pdf()],
  [null, Buffer.from('<html><script>')],
  [null, Buffer.from('\0\0\0\x18ftypheic', 'latin1')],
  [null, Buffer.from('1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61', 'hex')],
  [null, Buffer.alloc(0)],
])('一份内容按自己的开头算 %s', (type, content) => expect(partBeginsAs(content)).toBe(type))

test('图片有多大写在它的第一块里', () => {
  expect(pngSize(png(900, { width: 1920, height: 1080 }))).toEqual({ width: 1920, height: 1080 })
})
