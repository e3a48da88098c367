import { open } from 'node:fs/promises'
import { ApiError } from '#core/api/errors.ts'
import { safeName } from '#core/packs/zip-names.ts'

/** The zip's own name, as text in the header a browser reads. */
export const zipDisposition = (place: string, title: string, as_of: string): string => {
  const name = `${safeName(`${place} ${title} 资料包（截至 ${as_of}）`)}.zip`
  const plain = encodeURIComponent(name).replace(/['()*]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="pack-${as_of}.zip"; filename*=UTF-8''${plain}`
}

/** Opens a zip where it lies. */
export const openZip = (path: string) =>
  open(path).catch(() => {
    throw new ApiError('unknown_pack', '资料包的内容不在服务器上，请重新打包。')
  })
