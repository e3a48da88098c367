import { readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Trx } from '../../../server/db/database.ts'
import { addBackup, type County, put } from './county.ts'

const DAY_MS = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY_MS)

/** One paper is gone, one is shorter, one has another letter in it; strangers and halves lie about, old ones and new ones. Undone by what is answered. */
export function breakPapers({ data_dir, papers }: County): () => void {
  const [gone, shorter, changed] = papers.map(path => join(data_dir, path)) as [string, string, string]
  renameSync(gone, `${data_dir}/aside`)
  writeFileSync(shorter, '照')
  writeFileSync(changed, '通缉')
  const strange = ['files/ee/old', 'files/ee/new', 'files/arriving/1-old', 'files/arriving/1-new'].map(path =>
    join(data_dir, path),
  )
  for (const path of strange) put(path, 'x')
  for (const path of strange.filter(each => each.endsWith('old'))) utimesSync(path, ago(2), ago(2))
  return () => {
    renameSync(`${data_dir}/aside`, gone)
    writeFileSync(shorter, '照片')
    writeFileSync(changed, '通知')
    for (const path of strange) rmSync(path)
  }
}

/** A pack that is done and whose zip is nowhere. */
export const losePack = (trx: Trx, { plan, closing }: County) =>
  sql`insert into pack (plan, closing, account, state, zip_sha256, zip_bytes)
    values (${plan}, ${closing}::bigint, 'local', 'done', ${'e'.repeat(64)}, 5)`.execute(trx)

/** Only a backup of two days ago is left, in which files have changed: the dump, and a paper below. */
export function breakBackup({ backup_dir }: County): () => void {
  const clear = () => {
    for (const name of readdirSync(backup_dir)) rmSync(join(backup_dir, name), { recursive: true })
  }
  clear()
  const name = addBackup(backup_dir, ago(2))
  writeFileSync(join(backup_dir, name, 'database.dump'), 'damp')
  writeFileSync(join(backup_dir, name, 'files/ab/abc'), 'caper')
  return () => {
    clear()
    addBackup(backup_dir, new Date())
  }
}
