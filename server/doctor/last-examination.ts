import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Check } from 'typebox/value'
import { Examination } from '#core/api/operations.ts'

const pathOf = (data_dir: string) => join(data_dir, 'examination.json')

/** Keeps an examination as the last one, whole or not at all. */
export function keepExamination(data_dir: string, examination: Examination): void {
  mkdirSync(data_dir, { recursive: true })
  const part = `${pathOf(data_dir)}.${process.pid}`
  try {
    writeFileSync(part, `${JSON.stringify(examination, null, 2)}\n`, { flush: true })
    renameSync(part, pathOf(data_dir))
  } finally {
    rmSync(part, { force: true })
  }
}

/** The last examination that was kept; null where there was none, or what lies there is none. */
export function lastExamination(data_dir: string): Examination | null {
  try {
    const kept: unknown = JSON.parse(readFileSync(pathOf(data_dir), 'utf8'))
    return Check(Examination, kept) ? kept : null
  } catch {
    return null
  }
}
