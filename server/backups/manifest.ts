import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/value'
import { Nullable } from '#core/api/common.ts'
import { Backup } from '#core/api/operations.ts'

export const MANIFEST = 'manifest.json'

/** What is said of a plan, to be compared after a restore: its last write, and the last link of the chain over all of them. */
const PlanAsOf = Type.Object({ plan: Type.String(), seq: Type.Integer(), seal: Nullable(Type.String()) })

/** What lies in a backup and of which moment it is; read in the snapshot that was dumped. */
export const Manifest = Type.Intersect([
  Backup,
  Type.Object({
    database: Type.String(),
    postgis: Type.String(),
    /** The major version of the pg_dump that wrote it; null for the embedded engine. */
    dumped_by: Nullable(Type.Integer()),
    migrations: Type.Array(Type.Object({ name: Type.String(), sha256: Type.String() })),
    plans: Type.Array(PlanAsOf),
    rows: Type.Record(Type.String(), Type.Integer()),
    /** Contents that the database names and that were not there, as paths such as files/ab/ab12…. */
    missing: Type.Array(Type.String()),
    /** Contents that are not what their name says; copied as they are. */
    damaged: Type.Array(Type.String()),
  }),
])
export type Manifest = Static<typeof Manifest>

/** How a backup's folder is called: its moment, in characters every file system takes. */
export const FOLDER = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/

export const folderName = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

/** A backup's own account of itself; null where the folder holds none that can be read. */
export function readManifest(folder: string): Manifest | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'))
    return Check(Manifest, manifest) ? manifest : null
  } catch {
    return null
  }
}
