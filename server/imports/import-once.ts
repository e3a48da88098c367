import { createHash } from 'node:crypto'
import type { Db } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import { importWrite, orNothing, storeImport } from './commit-import.ts'
import type { PlannedImport } from './plan-import.ts'
import type { ImportFiles, ImportOptions } from './read-import.ts'
import { FIELDS } from './uploaded-files.ts'

export interface ImportRequest {
  key: string | undefined
  files: ImportFiles
  options: ImportOptions
}

/**
 * Carries out a planned import and answers it as it was done, with its write's number, null where there was nothing to do.
 * A key makes it happen once: sent again with the same files it answers as before, whatever it would do by now.
 */
export const importOnce = <T extends object>(
  db: Db,
  planned: PlannedImport,
  { key, files, options }: ImportRequest,
  account: string,
  answerOf: (done: PlannedImport, seq: number | null) => T,
): Promise<T> => {
  const once = { ...importWrite(planned, account), key, request: { ...options, files: digests(files) } }
  const attempt = () =>
    recordOnce(db, planned.plan.id, once, async (trx, write) =>
      answerOf(await storeImport(trx, write, planned), write.seq),
    )
  const nothing = (done: PlannedImport) => answerOf(done, null)
  if (key === undefined) return orNothing(planned, attempt(), nothing)
  // Nothing left to write may mean that the same key wrote it while this one waited: asked again, it answers as that one did.
  return orNothing(planned, attempt(), () => orNothing(planned, attempt(), nothing))
}

/** What was sent: the bytes alone differ from one sending to the next by the border between the files. */
const digests = (files: ImportFiles) =>
  FIELDS.map(field => {
    const file = files[field]
    return file && [field, file.name, createHash('sha256').update(file.bytes).digest('hex')]
  })
