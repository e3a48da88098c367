import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { readXlsx } from 'hucre'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** The workbook with the values of its formulas taken out, so that whoever opens it must work them out. */
const withoutValues = (bytes: Uint8Array): Uint8Array => {
  const parts = unzipSync(bytes)
  for (const name of Object.keys(parts).filter(each => each.startsWith('xl/worksheets/sheet')))
    parts[name] = strToU8(strFromU8(parts[name]!).replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1'))
  return zipSync(parts)
}

/** Recalculates a bulletin's workbook in LibreOffice and compares every formula's value with the one that was issued. */
const trial = async (path: string): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'fullcover-sheets-'))
  try {
    const issued = readFileSync(path)
    writeFileSync(join(folder, 'bare.xlsx'), withoutValues(new Uint8Array(issued)))
    const home = `-env:UserInstallation=file://${folder}/home`
    execFileSync('soffice', [
      home,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
      join(folder, 'bare.xlsx'),
    ])
    const [before, after] = await Promise.all([
      readXlsx(issued, { readStyles: false }),
      readXlsx(readFileSync(join(folder, 'out/bare.xlsx')), { readStyles: false }),
    ])
    let wrong = 0
    let checked = 0
    for (const [s, sheet] of before.sheets.entries())
      for (const [at, cell] of sheet.cells ?? []) {
        if (!cell.formula) continue
        checked += 1
        const [row, column] = at.split(',').map(Number) as [number, number]
        const now = after.sheets[s]!.rows[row]?.[column] ?? ''
        const then = sheet.rows[row]?.[column] ?? ''
        if (now === then || Math.abs(Number(now) - Number(then)) < 1e-9) continue
        wrong += 1
        say(`${sheet.name} ${at}: ${cell.formula} 原 ${String(then)}，重算 ${String(now)}`)
      }
    say(`${path}：${checked} 个公式，${wrong} 个不同`)
    return checked === 0 ? 1 : wrong
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

let wrong = 0
for (const path of process.argv.slice(2)) wrong += await trial(path)
process.exit(wrong === 0 ? 0 : 1)
