import { type FileType, isImage } from '#core/files/file-type.ts'

/** Photos and PDFs open in the page, everything else is saved; the name is carried as text, never as a path. */
export const dispositionOf = (type: FileType, name: string): string => {
  const kind = isImage(type) || type === 'pdf' ? 'inline' : 'attachment'
  const plain = encodeURIComponent(name.replace(/[\\/\p{Cc}\p{Cf}]/gu, '_')).replace(
    /['()*]/g,
    each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename*=UTF-8''${plain}`
}
