import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Connection } from '../../../server/db/connect.ts'

const HERE = join(import.meta.dirname, '../../fixtures/upgrade')
const ROLES = readFileSync(join(HERE, '../../../deploy/roles.sql'), 'utf8')
const unpacked = (name: string) => gunzipSync(readFileSync(join(HERE, name))).toString()

/** What the first release answered, by the path under /api/plans/. */
export const ANSWERS = JSON.parse(unpacked('answers.json.gz')) as {
  heads: Record<string, number>
  /** The write that was an import, and stayed. */
  kept: number
  answers: Record<string, object>
}

/** Loads the database of the first release into an empty one. */
export async function loadFirstRelease({ script, together }: Connection): Promise<void> {
  await script(ROLES)
  await together(run => run(unpacked('first-release.sql.gz')))
}
