import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { ApiError } from '#core/api/errors.ts'
import type { PackPart } from '#core/api/packs.ts'
import { BROUGHT, PART_HEAD_BYTES, type PartType, PICTURE, partBeginsAs, pngSize } from '#core/packs/part-type.ts'
import type { FileStore, Received } from '../files/file-store.ts'

const WANTED = { png: 'PNG 图片', webm: 'WebM', mp4: 'MP4 视频', pdf: 'PDF 文件' } as const

/** What a browser brought as a part, looked at whole: its type by its own bytes, its size, and that nothing was lost on the way. */
export const receivePart = async (
  store: FileStore,
  part: Pick<PackPart, 'kind' | 'made_by'>,
  { body, sha256, declared }: { body: Readable; sha256: string; declared: number },
): Promise<{ received: Received; type: PartType }> => {
  const brought = BROUGHT[part.kind]
  if (!brought || part.made_by !== 'browser') throw new ApiError('wrong_state', '这一部分由服务器生成，不需要上传。')
  const tooLarge = () => new ApiError('too_large', `内容超过 ${Math.round(brought.limit / 1024 / 1024)} MB。`)
  if (declared > brought.limit) throw tooLarge()
  const received = await store.receive(body, brought.limit, tooLarge)
  try {
    const type = await typeOf(received, brought.types)
    if (received.sha256 !== sha256)
      throw new ApiError('file_refused', '收到的内容与校验值不一致，没有保存，请重新上传。')
    return { received, type }
  } catch (error) {
    await store.forget(received)
    throw error
  }
}

const typeOf = async ({ path, bytes }: Received, wanted: readonly PartType[]): Promise<PartType> => {
  if (bytes === 0) throw new ApiError('file_refused', '内容是空的，没有保存。')
  const handle = await open(path)
  const head = Buffer.alloc(PART_HEAD_BYTES)
  await handle.read(head, 0, PART_HEAD_BYTES, 0).finally(() => handle.close())
  const type = partBeginsAs(head)
  if (!type || !wanted.includes(type)) {
    const words = wanted.map(each => WANTED[each as keyof typeof WANTED]).join('、')
    throw new ApiError('wrong_media_type', `这里只收${words}。`)
  }
  if (type === 'png') {
    const { width, height } = pngSize(head)
    if (width !== PICTURE.width || height !== PICTURE.height)
      throw new ApiError(
        'file_refused',
        `图片应为 ${PICTURE.width}×${PICTURE.height} 像素，收到的是 ${width}×${height}。`,
      )
  }
  return type
}
