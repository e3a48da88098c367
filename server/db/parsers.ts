/** How values leave the database, the same on both engines, by type oid. */
export const PARSERS: Record<number, (text: string) => unknown> = {
  20: safeInteger,
  1082: text => text,
  1114: text => text,
  1184: text => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString(),
  1700: Number,
}

function safeInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is beyond a safe integer`)
  return number
}
