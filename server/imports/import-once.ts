import { createHash } from 'node:crypto'
import { isEmpty } from '#core/imports/change.ts'
import type { Db } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import { commitImport, importWrite, refuseFaults, storeImport } from './commit-import.ts'
import type { PlannedImport } from './plan-import.ts'
import type { ImportFiles, ImportOptions } from './read-import.ts'
import { FIELDS } from './uploaded-files.ts'

export interface ImportRequest {
  key: string | undefined
  files: ImportFiles
  options: ImportOptions
}

/** Ends a write that turned out to have nothing to say, so that it leaves no trace. */
class NothingToWrite extends Error {}

/**
 * Carries out a planned import and answers it with its write's number, null where there was nothing to do. A key makes it
 * happen once: sent again with the same files it answers as before, whatever it would do by now.
 */
export const importOnce = async <T extends object>(
  db: Db,
  planned: PlannedImport,
  { key, files, options }: ImportRequest,
  account: string,
  answerOf: (seq: number | null) => T,
): Promise<T> => {
  if (key === undefined) return answerOf(await commitImport(db, planned, account))
  const once = { ...importWrite(planned, account), key, request: { ...options, files: digests(files) } }
  return recordOnce(db, planned.plan.id, once, async (trx, write) => {
    refuseFaults(planned.change)
    if (isEmpty(planned.change)) throw new NothingToWrite()
    return answerOf(await storeImport(trx, write, planned))
  }).catch(error => {
    if (error instanceof NothingToWrite) return answerOf(null)
    throw error
  })
}

/** What was sent: the bytes alone differ from one sending to the next by the border between the files. */
const digests = (files: ImportFiles) =>
  FIELDS.map(field => {
    const file = files[field]
    return file && [field, file.name, createHash('sha256').update(file.bytes).digest('hex')]
  })
