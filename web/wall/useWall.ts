import { computed, type InjectionKey, inject, provide, type Ref, ref, shallowRef, watch } from 'vue'
import { adopted } from '#core/plan/printed.ts'
import { useAnswers } from '../coverage/useAnswers.ts'
import { type Reel, usePlayback } from '../playback/usePlayback.ts'
import { useStops } from '../playback/useStops.ts'
import { type GivenPlan, useQuestion } from './useQuestion.ts'

/** A figure somebody opened: what it is called, and the subjects behind it, found again on every day shown. */
export interface Figure {
  id: string
  title: string
  subjects: () => readonly number[]
  /** What they mean for the figure, where they are not what it counts. */
  note?: () => string | null
}

export type Wall = ReturnType<typeof makeWall>
const WALL: InjectionKey<Wall> = Symbol('wall')

/** A plan of the past, and the part of its film that is played; without it the wall is that of the open plan. */
export interface WallOptions extends GivenPlan {
  reel?: Ref<Reel | null>
}

const makeWall = (given?: WallOptions) => {
  const question = useQuestion(given)
  const { address, document, open, today, indicator } = question

  const playback = usePlayback({
    from: computed(() => (document.value ? adopted(document.value.starts_on) : today.value)),
    to: computed(() => (document.value ? adopted(document.value.ends_on) : today.value)),
    today,
    stops: useStops(document, indicator),
    reel: given?.reel,
  })
  const { day, playing, follows } = playback

  // One watcher for both ways: two would race when a plan opens, and the day asked for would be lost.
  const written = computed(() => (follows.value ? null : day.value))
  watch([() => open.value?.page.id, address.day, playing, written], ([plan, asked], [opened, before]) => {
    if (!plan || (playing.value && plan === opened)) return
    const isAsked = plan !== opened || asked !== before
    if (!isAsked) address.day.value = written.value
    else if (asked) playback.seekDay(asked)
    else playback.toToday()
  })

  const answers = useAnswers(question, day)

  const figure = shallowRef<Figure | null>(null)
  const selected = ref<number | null>(null)
  /** What somebody looked for by name: the map goes there; a new object each time, so that it goes there again. */
  const sought = shallowRef<{ subject: number } | null>(null)
  const seek = (subject: number) => {
    selected.value = subject
    sought.value = { subject }
  }
  const scopeTo = (division: number | null) => {
    figure.value = null
    address.scope.value = division
  }
  const openFigure = (opened: Figure) => {
    figure.value = figure.value?.id === opened.id ? null : opened
  }

  return { ...question, ...answers, playback, figure, selected, sought, seek, scopeTo, openFigure }
}

export const provideWall = (given?: WallOptions): Wall => {
  const wall = makeWall(given)
  provide(WALL, wall)
  return wall
}

export const useWall = (): Wall => {
  const wall = inject(WALL)
  if (!wall) throw new Error('useWall outside of a wall')
  return wall
}
