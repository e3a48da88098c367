import type { ShallowRef } from 'vue'
import type { Pack, PackPart } from '#core/api/packs.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { sceneList } from '#core/presenting/scenes.ts'
import { askBook, askMeeting } from '../api/questions.ts'
import { openPlanOf } from '../closings/open-plan-of.ts'
import type { Inks } from './inks.ts'
import { makeFilm } from './make-film.ts'
import { makePicture } from './make-picture.ts'
import { bringPart } from './packs-api.ts'
import { readBook } from './scene-facts.ts'
import { openStudio } from './studio.ts'
import type { PackWords } from './usePackWords.ts'

/** Parts a browser makes and that have not come. */
export const missingOf = ({ parts }: Pick<Pack, 'parts'>): PackPart[] =>
  parts.filter(({ made_by, optional, sha256 }) => made_by === 'browser' && !optional && sha256 === null)

export interface BringOptions {
  plan: string
  pack: Pack
  inks: Inks
  words: PackWords
  /** The document the words are read from. */
  document: ShallowRef<PlanDocument | null>
  /** The county's own ground under the map. */
  basemap: string | null
  signal: AbortSignal
  /** Told how far the part in hand is. */
  progress: (name: string, share: number) => void
  brought: (pack: Pack) => void
}

/** Makes what is missing, one after the other, and brings each as soon as it is made: what was brought is not made again. */
export const bringParts = async (options: BringOptions): Promise<void> => {
  const { plan: id, pack, signal, brought } = options
  const missing = missingOf(pack)
  if (missing.length === 0) return
  const book = await askBook(id, pack.closing)
  const meeting = book.closing.meeting === null ? null : await askMeeting(id, book.closing.meeting)
  const scenes = sceneList(book, meeting)
  const plan = openPlanOf(book, options.basemap)
  options.document.value = plan.document
  const asked = readBook(plan, book.closing.as_of)
  const studio = plan.page.bbox ? await openStudio({ plan, flavor: options.inks.flavor, signal }) : null
  if (plan.page.bbox && !studio) throw new NoMap('this screen draws no maps')
  const shared = { ...options, plan, closing: book.closing, book: asked, studio }
  try {
    for (const part of missing) {
      const progress = (share: number) => options.progress(part.name, share)
      progress(0)
      const scene = scenes.find(each => each.id === part.of)
      if (!scene) throw new Error(`no scene ${part.of}`)
      const content = part.kind === 'film' ? await makeFilm({ ...shared, progress }) : await makePicture(scene, shared)
      signal.throwIfAborted()
      brought(await bringPart(id, pack.id, part.name, content, signal))
    }
  } finally {
    studio?.close()
  }
}

export class NoMap extends Error {}
