import type { ClosingBook } from '#core/api/closings.ts'
import type { PackPart } from '#core/api/packs.ts'
import { type PlannedPart, partsOf } from '#core/packs/parts-of.ts'
import { sceneList } from '#core/presenting/scenes.ts'
import { bookOf } from '../closings/book-of.ts'
import type { Db } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import { meetingOf } from '../meetings/meetings.queries.ts'
import { bulletinParts } from './bulletin-parts.ts'

export interface Contents {
  book: ClosingBook
  parts: PlannedPart[]
}

/** What a pack of a closing is to hold: its meeting's scenes as they are prepared now, its bulletins as they stand now. */
export const contentsOf = (db: Db, plan: string, closing: number, film: boolean): Promise<Contents> =>
  readSnapshot(db, async trx => {
    const book = await bookOf(trx, plan, closing)
    const meeting = book.closing.meeting === null ? null : await meetingOf(trx, plan, book.closing.meeting)
    const names = new Map(book.compounds.map(({ id, name }) => [id, name]))
    const parts = partsOf({
      scenes: sceneList(book, meeting),
      nameOf: subject => names.get(subject) ?? String(subject),
      film,
      bulletins: await bulletinParts(trx, plan, closing, book.document),
    })
    return { book, parts }
  })

/** Whether a pack begun before wanted the film. */
export const wantsFilm = (parts: readonly PackPart[]): boolean => parts.some(({ kind }) => kind === 'film')
