import { computed, type InjectionKey, inject, provide, type Ref, ref, shallowRef, watch } from 'vue'
import { addDays } from '#core/calendar/days.ts'
import { replaySeconds } from '#core/presenting/replay.ts'
import { type Scene, sceneList } from '#core/presenting/scenes.ts'
import { publicBasis } from '#core/ranking/board.ts'
import type { Note } from '../cases/notes.ts'
import { heldAddress } from '../wall/useAddress.ts'
import { provideWall } from '../wall/useWall.ts'
import { prepare } from './prepared.ts'
import type { Presented } from './presented.ts'
import { askCases } from './questions.ts'

export interface PresentingOptions {
  presented: Presented
  photos: Ref<ReadonlyMap<string, string>>
  /** Whether the line to the server is cut just now. */
  isOffline: Ref<boolean>
  /** The scene the address asks for. */
  first?: string | null
}

/** What a meeting's scenes share: which one is shown, the wall that answers for it, and what is lit on the map. */
const makePresenting = ({ presented, photos, isOffline, first }: PresentingOptions) => {
  const { book, meeting, open } = presented
  const { from_on, as_of } = book.closing
  const scenes = sceneList(book, meeting)
  const prepared = prepare(presented)
  const wall = provideWall({
    open: shallowRef(open),
    address: heldAddress({ plan: open.page.id, basis: publicBasis(book.document) }),
    reel: shallowRef({ from: addDays(from_on, -1), seconds: replaySeconds(from_on, as_of) }),
  })

  const placeOf = (id: string | null | undefined) => scenes.findIndex(each => each.id === id)
  const at = ref(Math.max(0, placeOf(first)))
  const scene = computed((): Scene => scenes[at.value]!)
  const go = (n: number) => {
    at.value = Math.min(Math.max(n, 0), scenes.length - 1)
  }
  const goTo = (id: string) => {
    if (placeOf(id) >= 0) go(placeOf(id))
  }

  /** Keys of the scene that is shown; they go before the page's own. */
  const own_keys = shallowRef<Record<string, () => unknown>>({})
  watch(scene, () => {
    own_keys.value = {}
    wall.figure.value = null
    wall.playback.toToday()
  })
  /** Lights some compounds on the map and dims the others; null ends it. */
  const light = (subjects: readonly number[] | null) => {
    wall.figure.value = subjects && { id: 'lit', title: '', subjects: () => subjects }
  }
  /** The card of a site's scene. */
  const cardOf = ({ id }: Scene) => prepared.cards[Number(id.slice('site-'.length)) - 1] ?? null

  const cases = shallowRef(presented.cases)
  /** Noted here and not yet at the server. */
  const pending = shallowRef<readonly Note[]>([])
  /** After something was noted; without a line they stay as they were. */
  const askAgain = async () => {
    cases.value = await askCases(open.page.id, presented.today).catch(() => cases.value)
  }

  const shown = { scenes, at, scene, go, goTo, own_keys, light, cardOf }
  return { presented, prepared, photos, isOffline, wall, cases, pending, askAgain, ...shown }
}
export type Presenting = ReturnType<typeof makePresenting>

const PRESENTING: InjectionKey<Presenting> = Symbol('presenting')

export const providePresenting = (options: PresentingOptions): Presenting => {
  const presenting = makePresenting(options)
  provide(PRESENTING, presenting)
  return presenting
}

export const usePresenting = (): Presenting => {
  const presenting = inject(PRESENTING)
  if (!presenting) throw new Error('usePresenting outside of a meeting')
  return presenting
}
