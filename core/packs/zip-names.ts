const LONGEST = 80
/** What no file may be called on Windows, whatever its ending. */
const TAKEN = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** A name any system can hold, of a name somebody typed: no path, no sign a file system minds, no control or direction mark. */
export const safeName = (name: string): string => {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '')
  const short = [...plain].slice(0, LONGEST).join('').trimEnd()
  return short === '' || TAKEN.test(short) ? `_${short}` : short
}

const FOLDERS: Readonly<Record<string, string>> = {
  bulletin_docx: '通报',
  tables_xlsx: '通报',
  print: '通报',
  picture: '图片',
  film: '影像',
}

/** Where each part lies in the zip, no two in one place; a second one of a name is numbered. */
export const zipNames = (parts: readonly { kind: string; title: string; type: string }[]): string[] => {
  const taken = new Set<string>()
  let pictures = 0
  return parts.map(({ kind, title, type }) => {
    const place = kind === 'picture' ? `${String(++pictures).padStart(2, '0')} ` : ''
    const stem = `${FOLDERS[kind] ?? '其他'}/${safeName(`${place}${title}`)}`
    let name = `${stem}.${type}`
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}（${n}）.${type}`
    taken.add(name.toLowerCase())
    return name
  })
}
