import { readFile } from 'node:fs/promises'
import { wordingOf } from '#core/bulletins/begin-text.ts'
import type { BulletinPart } from '#core/packs/parts-of.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { bulletinOf, bulletinsOf } from '../bulletins/bulletins.queries.ts'
import { jobOf } from '../bulletins/issue-bulletin.ts'
import { makeFile } from '../bulletins/make-file.ts'
import type { Db, Trx } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import type { FileStore } from '../files/file-store.ts'

const KINDS = ['docx', 'xlsx'] as const

/** The files of a closing's bulletins, in the order in which they were begun; one that is not issued says so in its name. */
export const bulletinParts = async (
  trx: Trx,
  plan: string,
  closing: number,
  document: PlanDocument,
): Promise<BulletinPart[]> => {
  const found = await bulletinsOf(trx, plan, closing)
  return found.reverse().flatMap(({ id, template, number }) => {
    const name = wordingOf(document, template)?.zh ?? template
    const stands = number === null ? '（征求意见稿）' : ` 第 ${number} 期`
    return KINDS.map(kind => ({ id, kind, title: `${name}${stands}${kind === 'xlsx' ? ' 附表' : ''}` }))
  })
}

/** One of them as it was issued, by its hash; made anew while it is a draft. */
export const bulletinContent = async (
  db: Db,
  papers: FileStore,
  plan: string,
  { id, kind }: { id: number; kind: 'docx' | 'xlsx' },
): Promise<Buffer> => {
  const bulletin = await readSnapshot(db, trx => bulletinOf(trx, plan, id))
  if (!bulletin) throw new Error(`no bulletin ${id}`)
  const issued = bulletin.files.find(file => file.kind === kind)
  return issued ? readFile(papers.pathOf(issued.sha256)) : makeFile(await jobOf(db, plan, bulletin, kind, null))
}
