const table = new Map<string, [number, number]>()
for (let high = 0x81; high <= 0xfe; high++)
  for (let low = 0x40; low <= 0xfe; low++) {
    const text = new TextDecoder('gbk').decode(new Uint8Array([high, low]))
    if (text.length === 1 && text !== '\ufffd') table.set(text, [high, low])
  }

/** A text in GBK, which Node can read but not write. */
export const gbk = (text: string): Uint8Array =>
  new Uint8Array([...text].flatMap(char => table.get(char) ?? [char.charCodeAt(0)]))
