import { isDay } from '../calendar/days.ts'
import type { ImportRefusal } from './sentences.ts'

/** One cell as a reader hands it over: dates stay dates, numbers stay numbers. */
export type Cell = string | number | boolean | Date | null
export type Reading = { ok: true; value: string } | { ok: false; reason: ImportRefusal }

const fine = (value: string): Reading => ({ ok: true, value })
const refused = (reason: ImportRefusal): Reading => ({ ok: false, reason })

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(万|亿)?(?:栋|幢|座|户|套|个|人|年|分|元|部|台|%|m2|平方米|平米|平|米)?$/

/** A cell as trimmed text; dates as ISO days. Full-width digits and letters become plain, invisible marks go. */
export const cellText = (cell: Cell): string => {
  if (cell === null) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return withoutQuote(String(cell).normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim())
}

/** Files of ours put a quote before text that a spreadsheet would run; it is no part of the text. */
const withoutQuote = (text: string) => text.replace(/^'(?=[=+\-@＝＋－＠])/, '')

/** A name as typed, trimmed; its width and brackets are kept because they are printed. */
export const nameText = (cell: Cell): string =>
  typeof cell === 'string' ? withoutQuote(cell.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()) : cellText(cell)

/** Whether a text holds what no one can type and no database keeps: control characters, or half a character. */
export const hasControl = (text: string): boolean => /[\p{Cc}\p{Cs}]/u.test(text)

/** What two spellings of one name share: width, case, spaces and brackets do not matter. */
export const nameKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, '')
    .replace(/[〔【[]/g, '(')
    .replace(/[〕】\]]/g, ')')
    .toLowerCase()

/** "65栋", "3005户", "1.2万㎡", "１２，３４５" as a canonical decimal; `scale` multiplies (a header in 万㎡). */
export const readNumber = (cell: Cell, scale = 1): Reading => {
  const parts = NUMBER.exec(cellText(cell).replace(/[, ]/g, ''))
  if (!parts) return refused('number_refused')
  const [, sign, whole = '', decimals = '', tens] = parts
  const times = scale * (tens === '万' ? 10_000 : tens === '亿' ? 100_000_000 : 1)
  const value = Number(`${whole}.${decimals || 0}`) * times
  if (value >= 1e12) return refused('number_refused')
  const text = value.toFixed(6).replace(/\.?0+$/, '')
  return fine(sign && text !== '0' ? `-${text}` : text)
}

/** A whole number from 0 up; a floor area with decimals is rounded to whole m² when `round` says so. */
export const readCount = (cell: Cell, scale = 1, round = false): Reading => {
  const number = readNumber(cell, scale)
  if (!number.ok) return number
  const value = Number(number.value)
  if (value < 0 || (!round && !Number.isInteger(value))) return refused('count_refused')
  return fine(String(Math.round(value)))
}

/** 1980, "1980年", or the year of a day. */
export const readYear = (cell: Cell): Reading => {
  const text = cellText(cell)
  const year = /^((?:19|20)\d\d)(?:年?|[-年./].*)$/.exec(text)?.[1]
  return year ? fine(year) : refused('year_refused')
}

const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30)
const DAY = /^((?:19|20)\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$/

/** 2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日, 20240630, or an Excel serial day. */
export const readDay = (cell: Cell): Reading => {
  const text = cellText(cell)
  if (/^\d{5}(\.0+)?$/.test(text)) {
    const serial = Number(text)
    if (serial >= 32_874 && serial <= 73_050)
      return fine(new Date(EXCEL_DAY_ZERO + serial * 86_400_000).toISOString().slice(0, 10))
  }
  const parts = DAY.exec(text)
  if (!parts) return refused('day_refused')
  const [, year = '', m1, d1, m2, d2] = parts
  const day = `${year}-${(m1 ?? m2 ?? '').padStart(2, '0')}-${(d1 ?? d2 ?? '').padStart(2, '0')}`
  return isDay(day) ? fine(day) : refused('day_refused')
}

const YES = new Set(['是', '有', '已', '已完成', '√', '✓', 'y', 'yes', 'true', '1'])
const NO = new Set(['否', '无', '没有', '未', '未完成', '×', '✗', 'x', 'n', 'no', 'false', '0'])

export const readBoolean = (cell: Cell): Reading => {
  const key = nameKey(cellText(cell))
  if (YES.has(key)) return fine('true')
  return NO.has(key) ? fine('false') : refused('boolean_refused')
}

/** One of a closed list, by id or by what it is called. */
export const readChoice = (cell: Cell, choices: { id: string; zh: string }[]): Reading => {
  const key = nameKey(cellText(cell))
  const found = choices.find(choice => nameKey(choice.zh) === key || choice.id === key)
  return found ? fine(found.id) : refused('choice_refused')
}
