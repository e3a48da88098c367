import { findInitials } from '../text/pinyin-initials.ts'

/** One cell as a filter sees it. */
export interface Filtered {
  /** Canonical; null where nothing is said. */
  value: string | null
  /** As shown, in lower case. */
  text: string
  initials: readonly string[] | null
}
export type Filter = (cell: Filtered) => boolean

const BLANK = new Set(['空', '=', '空白'])
const SAID = new Set(['非空', '<>', '不空'])
const COMPARED = /^(>=|<=|>|<|≥|≤|=)\s*(.+)$/
const BETWEEN = /^(\d[\d.-]*?)\s*(?:~|～|至|\.\.)\s*(\d[\d.-]*)$/

const COMPARE: Record<string, (n: number) => boolean> = {
  '>': n => n > 0,
  '<': n => n < 0,
  '>=': n => n >= 0,
  '<=': n => n <= 0,
  '≥': n => n >= 0,
  '≤': n => n <= 0,
  '=': n => n === 0,
}

const compared = (a: string, b: string, isNumber: boolean) =>
  isNumber ? Number(a) - Number(b) : a.slice(0, b.length) < b ? -1 : a.slice(0, b.length) > b ? 1 : 0

const plain = (typed: string) => typed.normalize('NFKC').replaceAll(',', '').trim().toLowerCase()

/**
 * What a typed filter lets through: words and pinyin initials anywhere in a text; ">500", "100~200", "2024-05" for numbers
 * and days; 空 and 非空 for cells of which nothing or something is said. Null lets everything through.
 */
export const filterOf = (typed: string, kind: 'text' | 'number' | 'day'): Filter | null => {
  const text = plain(typed)
  if (!text) return null
  if (BLANK.has(text)) return ({ value }) => value === null || value === ''
  if (SAID.has(text)) return ({ value }) => value !== null && value !== ''
  if (kind === 'text')
    return cell => cell.text.includes(text) || (cell.initials !== null && findInitials(cell.initials, text) >= 0)
  const isNumber = kind === 'number'
  const [, from, to] = BETWEEN.exec(text) ?? []
  if (from && to)
    return ({ value }) => value !== null && compared(value, from, isNumber) >= 0 && compared(value, to, isNumber) <= 0
  const [, sign, bound] = COMPARED.exec(text) ?? []
  const fits = sign ? COMPARE[sign] : undefined
  if (fits && bound) return ({ value }) => value !== null && fits(compared(value, bound, isNumber))
  return isNumber
    ? ({ value }) => value !== null && Number(value) === Number(text)
    : ({ value }) => value?.startsWith(text) ?? false
}
