export type Encoding = 'utf8' | 'gbk'
const MOST_BYTES = 10

/** In GBK a character takes one byte if it is ASCII, else two. */
const bytesOf = (text: string, encoding: Encoding) =>
  encoding === 'gbk' ? [...text].reduce((sum, char) => sum + (char < '\u0080' ? 1 : 2), 0) : Buffer.byteLength(text)

/** As much of a text as fits into so many bytes, whole characters only. */
const cut = (text: string, most: number, encoding: Encoding): string => {
  let kept = ''
  for (const char of text) {
    if (bytesOf(kept + char, encoding) > most) break
    kept += char
  }
  return kept
}

/** Names of columns as a Shapefile can bear them: ten bytes each, none twice; in their order. */
export const fieldNames = (names: string[], encoding: Encoding): string[] => {
  const taken = new Set<string>()
  return names.map(name => {
    const plain = name.replace(/[（(].*$/, '').replace(/[\s"'.,，、/\\]/g, '') || 'F'
    let field = cut(plain, MOST_BYTES, encoding)
    for (let n = 2; taken.has(field.toLowerCase()); n++)
      field = `${cut(plain, MOST_BYTES - String(n).length, encoding)}${n}`
    taken.add(field.toLowerCase())
    return field
  })
}
