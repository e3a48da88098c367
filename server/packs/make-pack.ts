import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Pack } from '#core/api/packs.ts'
import { noteText } from '#core/packs/note.ts'
import { NOTE_NAME } from '#core/packs/titles.ts'
import { zipNames } from '#core/packs/zip-names.ts'
import { asAccount } from '../db/as-account.ts'
import type { Db } from '../db/database.ts'
import type { FileStore } from '../files/file-store.ts'
import { bulletinContent } from './bulletin-parts.ts'
import type { Contents } from './contents-of.ts'
import { letGo } from './let-go.ts'
import { Damaged, makeZip } from './make-zip.ts'
import { notedOf } from './noted-of.ts'
import { type KeptPart, keepPart, partsOfPack, type Told, tell } from './packs.queries.ts'

export interface Making {
  db: Db
  store: FileStore
  /** Where issued bulletins lie. */
  papers: FileStore
  plan: string
  pack: Pick<Pack, 'id' | 'account'>
  contents: Contents
  maker: string
}

/** How often the maker says that it lives and how far it is. */
const BEAT_MS = 1000

/** Makes the bulletins and puts the zip together; ends the pack as done or failed, and leaves nothing of a cancelled one. */
export async function makePack(making: Making, stop: AbortController): Promise<void> {
  const { db, store, pack, maker } = making
  let progress = 0
  const said = (told: Omit<Told, 'progress'> = {}) =>
    asAccount(db, pack.account, trx => tell(trx, pack.id, maker, { progress, ...told }))
  const beat = setInterval(async () => {
    const isOurs = await said().catch(() => true)
    if (!isOurs) stop.abort()
  }, BEAT_MS)
  try {
    const { sha256, bytes } = await make(making, stop.signal, share => {
      progress = share
    })
    clearInterval(beat)
    progress = 1
    if (!(await said({ sha256, bytes }))) await letGo(db, store, [sha256])
  } catch (error) {
    clearInterval(beat)
    if (stop.signal.aborted) return
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof Damaged) await said({ failure: 'part_damaged', sha256: error.sha256 })
    else await said({ failure: code === 'ENOSPC' || code === 'EDQUOT' ? 'storage_full' : 'internal' })
  }
}

async function make(making: Making, signal: AbortSignal, tellShare: (share: number) => void) {
  const { db, store, pack, contents } = making
  await makeBulletins(making, signal)
  const parts = (await asAccount(db, pack.account, trx => partsOfPack(trx, pack.id))).filter(isHere)
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const names = zipNames(parts)
  const entries = parts.map(({ sha256, bytes }, i) => ({ name: names[i]!, sha256, bytes, path: store.pathOf(sha256) }))
  for (const { path, sha256 } of entries)
    await stat(path).catch(() => {
      throw new Damaged(sha256)
    })
  const path = await store.aside()
  try {
    const noted = await asAccount(db, pack.account, trx => notedOf(trx, contents.book))
    const job = {
      path,
      entries,
      note: { name: NOTE_NAME, text: noteText({ ...noted, files: entries }) },
      dated: noted.known_at.replace(' ', 'T'),
    }
    const made = await makeZip(job, { signal, progress: done => tellShare(Math.min(0.99, done / Math.max(all, 1))) })
    signal.throwIfAborted()
    await store.keep({ path, ...made })
    return made
  } finally {
    await store.forget({ path, sha256: '', bytes: 0 })
  }
}

type Here = KeptPart & { sha256: string; bytes: number; type: NonNullable<KeptPart['type']> }
const isHere = (part: KeptPart): part is Here => part.sha256 !== null

/** The bulletins' files are made anew each time: what is not issued may have changed. */
async function makeBulletins({ db, store, papers, plan, pack, maker }: Making, signal: AbortSignal) {
  const parts = await asAccount(db, pack.account, trx => partsOfPack(trx, pack.id))
  for (const part of parts.filter(({ made_by }) => made_by === 'server')) {
    signal.throwIfAborted()
    const type = part.kind === 'bulletin_docx' ? 'docx' : 'xlsx'
    const content = await bulletinContent(db, papers, plan, { id: Number(part.of), kind: type })
    const received = await store.receive(
      Readable.from([content]),
      Number.POSITIVE_INFINITY,
      () => new Error('too large'),
    )
    await asAccount(db, pack.account, async trx => {
      if (await keepPart(trx, pack.id, { name: part.name, type, ...received }, maker)) await store.keep(received)
    }).finally(() => store.forget(received))
  }
}
