import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIGRATIONS } from '../../../server/db/schema-files.ts'

/** This version's migrations and some that come after, in a folder of their own. */
export function withMigrations(later: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'fullcover-migrations-'))
  cpSync(MIGRATIONS, folder, { recursive: true })
  for (const [name, text] of Object.entries(later)) writeFileSync(join(folder, name), text)
  return folder
}
