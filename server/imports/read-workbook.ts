import { colToLetter, EncryptedFileError, readXls, readXlsx, type Sheet } from 'hucre'
import type { Fault } from '#core/api/errors.ts'
import type { LedgerSheet } from '#core/imports/ledger.ts'
import { refusal, refuse } from '#core/imports/sentences.ts'
import { unzip } from './unzip.ts'

const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0]
const MAX_ROWS = 100_000
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')

const beginsWith = (bytes: Uint8Array, mark: number[]) => mark.every((byte, i) => bytes[i] === byte)

/** Cells that cannot be taken at their word: formulas nobody computed, and error values. */
const cellFaults = (sheet: Sheet): Fault[] =>
  [...(sheet.cells ?? [])].flatMap(([key, cell]) => {
    const [row = 0, column = 0] = key.split(',').map(Number)
    const where = { sheet: sheet.name, row: row + 1, column: `${colToLetter(column)} 列` }
    const value = cell.formula === undefined ? cell.value : (cell.formulaResult ?? cell.value)
    if (cell.type === 'error') return [refusal('cell_error', { ...where, value: String(cell.value) })]
    const empty = value === null || value === undefined || value === ''
    return cell.formula !== undefined && empty
      ? [refusal('formula_without_value', { ...where, value: `=${cell.formula}`.slice(0, 80) })]
      : []
  })

/** Repeats a merged cell's value in every cell it covers, as it is read on paper. */
const unmerged = (sheet: Sheet) => {
  const rows = sheet.rows.map(cells => [...cells])
  for (const { startRow, endRow, startCol, endCol } of sheet.merges ?? [])
    for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row++)
      for (let column = startCol; column <= endCol; column++) {
        const cells = rows[row]
        if (cells) cells[column] = sheet.rows[startRow]?.[startCol] ?? null
      }
  return rows
}

/** A ledger in .xlsx or .xls: visible sheets, the values formulas had when saved; links, macros and pictures are not looked at. */
export const readWorkbookLedger = async (bytes: Uint8Array, path: string): Promise<LedgerSheet[]> => {
  const old = beginsWith(bytes, COMPOUND_FILE)
  if (old && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(ENCRYPTED))
    refuse('workbook_password', { path })
  if (!old && unzip(bytes, path).has('xl/vbaProject.bin')) refuse('workbook_macros', { path })
  const options = {
    maxRows: MAX_ROWS,
    sheets: ({ hidden, veryHidden }: { hidden?: boolean; veryHidden?: boolean }) => !hidden && !veryHidden,
  }
  const workbook = await (old ? readXls(bytes, options) : readXlsx(bytes, options)).catch((error: unknown) =>
    refuse(error instanceof EncryptedFileError ? 'workbook_password' : 'file_damaged', { path }),
  )
  return workbook.sheets.map(sheet => ({ name: sheet.name, rows: unmerged(sheet), faults: cellFaults(sheet) }))
}
