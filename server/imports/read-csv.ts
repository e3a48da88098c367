import type { LedgerSheet } from '#core/imports/ledger.ts'
import { ImportRefused, refusal } from '#core/imports/sentences.ts'
import { decodeText } from './text.ts'

const SEPARATORS = [',', '\t', ';', '，']

/** The separator that the first line has most of, outside quotes. */
const separatorOf = (text: string) => {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const counted = SEPARATORS.map(separator => ({ separator, count: line.split(separator).length }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ','
}

/** Splits separated text as RFC 4180 has it; a quote left open is refused with the line it began on. */
export const splitCsv = (text: string, path?: string): string[][] => {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quotedFrom = 0
  let quoted = false
  let line = 1
  const endField = () => {
    row.push(field)
    field = ''
    quoted = false
  }
  const endRow = () => {
    endField()
    rows.push(row)
    row = []
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '\n') line++
    if (quotedFrom) {
      if (char !== '"') field += char
      else if (text[i + 1] === '"') field += text[++i]
      else quotedFrom = 0
    } else if (char === '"' && !field && !quoted) {
      quotedFrom = line
      quoted = true
    } else if (char === separator) endField()
    else if (char === '\n') endRow()
    else if (char !== '\r' || text[i + 1] !== '\n') field += char
  }
  if (quotedFrom) throw new ImportRefused([refusal('csv_quotes', { path, row: quotedFrom })])
  if (field || row.length) endRow()
  return rows
}

/** A ledger in a text file of any usual encoding. */
export const readCsvLedger = (bytes: Uint8Array, name: string): LedgerSheet[] => [
  { name, rows: splitCsv(decodeText(bytes, name), name) },
]
