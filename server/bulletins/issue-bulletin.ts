import { Readable } from 'node:stream'
import type { BulletinFileKind } from '#core/api/bulletins.ts'
import { ApiError } from '#core/api/errors.ts'
import { wordingOf } from '#core/bulletins/begin-text.ts'
import type { Db } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import type { FileStore, Received } from '../files/file-store.ts'
import { lockContent } from '../files/files.queries.ts'
import { toldOf } from './bulletin-book.ts'
import { addIssue, addIssuedFile, issuingNow, type KnownBulletin } from './bulletins.queries.ts'
import { makeFile } from './make-file.ts'
import type { FileJob } from './printed.ts'
import { isOvertaken } from './refusals.ts'

const KINDS: readonly BulletinFileKind[] = ['docx', 'xlsx']
const LARGEST = 100 * 1024 * 1024
const TRIES = 3

/** A bulletin as the job of making a file: its draft, or as it is issued with a number. */
export const jobOf = async (
  db: Db,
  plan: string,
  {
    closing,
    template,
    form,
    text,
    known_seq,
  }: Pick<KnownBulletin, 'closing' | 'template' | 'form' | 'text' | 'known_seq'>,
  kind: BulletinFileKind,
  issued: FileJob['issued'],
): Promise<FileJob> => {
  const { book, context } = await toldOf(db, plan, closing, known_seq)
  const wording = wordingOf(book.document, template)
  return { kind, book, context, form, text, masthead: wording?.masthead ?? '', mark: wording?.mark ?? null, issued }
}

interface Issuing {
  plan: string
  bulletin: KnownBulletin
  version: number
  account: string
  key: string | undefined
}

/**
 * Issues a bulletin. Its files are made with the next number before the plan is locked; the guards decide whether the number
 * was still the next, and where another was issued meanwhile they are made again. A file stands when its row does.
 */
export const issueBulletin = async (db: Db, store: FileStore, issuing: Issuing): Promise<{ id: number }> => {
  for (let tries = 1; ; tries++) {
    try {
      return await issueOnce(db, store, issuing)
    } catch (error) {
      if (!isOvertaken(error)) throw error
      if (tries === TRIES) throw new ApiError('busy', '同时有几份通报在印发，请稍后再试。')
    }
  }
}

const issueOnce = async (
  db: Db,
  store: FileStore,
  { plan, bulletin, version, account, key }: Issuing,
): Promise<{ id: number }> => {
  const { id, template } = bulletin
  const once = { key, request: { action: 'issue_bulletin', bulletin: id, version }, account, action: 'issue_bulletin' }
  // Sent again, it answers as before; asked for anew, the guard's refusal is known beforehand.
  if (bulletin.number !== null)
    return recordOnce(db, plan, once, () => Promise.reject({ constraint: 'bulletin_issue_pkey' }))
  const { seq: known_seq, today, year, number } = await issuingNow(db, plan, template)
  const job = await jobOf(db, plan, { ...bulletin, known_seq }, 'docx', { number, year, on: today })
  const received: { kind: BulletinFileKind; file: Received }[] = []
  try {
    for (const kind of KINDS) {
      const bytes = await makeFile({ ...job, kind })
      const file = await store.receive(Readable.from([bytes]), LARGEST, () => new ApiError('too_large', '文件太大。'))
      received.push({ kind, file })
    }
    return await recordOnce(db, plan, once, async (trx, write) => {
      await addIssue(trx, write, { bulletin: id, template, version, year, number, issued_on: today, known_seq })
      for (const { kind, file } of received) {
        await addIssuedFile(trx, write, { bulletin: id, kind, sha256: file.sha256, bytes: file.bytes })
        await lockContent(trx, file.sha256)
        await store.keep(file)
      }
      return { id }
    })
  } finally {
    for (const { file } of received) await store.forget(file)
  }
}
