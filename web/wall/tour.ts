import { ref } from 'vue'

/** How long each stop is shown. */
export const STAY_MS = 9000
/** So long after the last touch the tour goes on by itself. */
export const IDLE_MS = 30_000
/** From the start to the first stop. */
const SOON_MS = 600
/** Long enough to read that there is nowhere to go. */
const SAID_MS = 4000

export type TourState = 'off' | 'on' | 'paused' | 'nowhere'

export interface TourOptions<Stop> {
  show: (stop: Stop) => void
  /** Whether somebody uses the wall though nobody touches it: watches the film, reads a sheet. */
  isUsed: () => boolean
}

/** Shows one stop after another, round and round; waits while the wall is touched, until it is left alone again. */
export const makeTour = <Stop>({ show, isUsed }: TourOptions<Stop>) => {
  const state = ref<TourState>('off')
  let timer: ReturnType<typeof setTimeout> | undefined
  let route: readonly Stop[] = []
  let at = 0

  const later = (then: () => void, after: number) => {
    clearTimeout(timer)
    timer = setTimeout(then, after)
  }
  const next = () => {
    const stop = route[at]
    at = (at + 1) % route.length
    if (stop !== undefined) show(stop)
    later(next, STAY_MS)
  }
  const goOn = () => {
    if (isUsed()) {
      later(goOn, IDLE_MS)
      return
    }
    state.value = 'on'
    next()
  }
  const start = (stops: readonly Stop[]) => {
    route = stops
    at = 0
    state.value = stops.length > 0 ? 'on' : 'nowhere'
    if (stops.length > 0) later(next, SOON_MS)
    else later(end, SAID_MS)
  }
  const touch = () => {
    if (state.value !== 'on' && state.value !== 'paused') return
    state.value = 'paused'
    later(goOn, IDLE_MS)
  }
  const end = () => {
    state.value = 'off'
    clearTimeout(timer)
  }

  return { state, start, touch, end }
}
