import { computed, type InjectionKey, inject, provide, type Ref, ref, watch } from 'vue'
import { addDays } from '#core/calendar/days.ts'
import { replayOf, replaySeconds } from '#core/presenting/replay.ts'
import { type Scene, sceneList } from '#core/presenting/scenes.ts'
import { publicBasis } from '#core/ranking/board.ts'
import { heldAddress } from '../wall/useAddress.ts'
import { provideWall } from '../wall/useWall.ts'
import type { Presented } from './presented.ts'

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
  const scenes = sceneList(book, meeting)
  const wall = provideWall({
    open: ref(open),
    address: heldAddress({ plan: open.page.id, basis: publicBasis(book.document) }),
    reel: ref({
      from: addDays(book.closing.from_on, -1),
      seconds: replaySeconds(book.closing.from_on, book.closing.as_of),
    }),
  })

  const history = book.histories.get(book.document.headline.indicator)
  /** What the month changed; worked out before the first scene, so that none waits for it. */
  const changes = history
    ? replayOf(book.document, history, {
        indicator: book.document.headline.indicator,
        basis: publicBasis(book.document),
        from_on: book.closing.from_on,
        as_of: book.closing.as_of,
      })
    : []

  const at = ref(
    Math.max(
      0,
      scenes.findIndex(({ id }) => id === first),
    ),
  )
  const scene = computed((): Scene => scenes[at.value]!)
  const go = (n: number) => {
    at.value = Math.min(Math.max(n, 0), scenes.length - 1)
  }
  const goTo = (id: string) => {
    const n = scenes.findIndex(each => each.id === id)
    if (n >= 0) go(n)
  }

  /** Keys of the scene that is shown; they go before the page's own. */
  const own_keys = ref<Record<string, () => unknown>>({})
  watch(scene, () => {
    own_keys.value = {}
    wall.figure.value = null
    wall.playback.toToday()
  })
  /** Lights some compounds on the map and dims the others; nothing ends it. */
  const light = (subjects: readonly number[] | null) => {
    wall.figure.value = subjects && { id: 'lit', title: '', subjects: () => subjects }
  }

  const siteOf = ({ id }: Scene) => meeting.document.sites[Number(id.slice('site-'.length)) - 1] ?? null

  return { presented, photos, isOffline, scenes, changes, at, scene, go, goTo, wall, own_keys, light, siteOf }
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
