import { computed, onScopeDispose, type Ref, ref } from 'vue'
import { addDays, daysBetween } from '#core/calendar/days.ts'
import { crossed, neighbour, type Stop } from './playback-steps.ts'

export type Day = string
export const SPEEDS = [1, 2, 4] as const
export type Speed = (typeof SPEEDS)[number]

/** A part of the film that is played alone: from a day to today, in so many seconds. */
export interface Reel {
  from: Day
  seconds: number
}

export interface PlaybackOptions {
  from: Ref<Day>
  today: Ref<Day>
  to: Ref<Day>
  stops: Ref<readonly Stop[]>
  reel?: Ref<Reel | null> | undefined
}
export type Playback = ReturnType<typeof usePlayback>

/** At speed 1, so that a campaign of eight months plays in about three quarters of a minute. */
const DAYS_PER_SECOND = 5
const HOLD_MS = 1400
/** Just before midnight: the deadline's own day is still the day shown. */
const END_OF_DAY = 0.999

/** The film of a plan: a playhead that runs from its first day to today, on through the forecast, and returns to today. */
export const usePlayback = ({ from, today, to, stops, reel }: PlaybackOptions) => {
  const at = ref<number | null>(null)
  const playing = ref(false)
  const speed = ref<Speed>(1)
  /** The target whose day has just ended on the film; the film waits a second for it. */
  const stamped = ref<string | null>(null)
  let frame = 0
  let last = 0
  let heldUntil = 0
  let endsHold: (() => void) | null = null

  const todayAt = computed(() => daysBetween(from.value, today.value))
  const endAt = computed(() => Math.max(daysBetween(from.value, to.value), todayAt.value))
  const position = computed(() => Math.min(Math.max(at.value ?? todayAt.value, 0), endAt.value + END_OF_DAY))
  const day = computed(() => addDays(from.value, Math.floor(position.value)))
  const follows = computed(() => at.value === null)
  const ahead = computed(() => day.value > today.value)

  const startAt = computed(() => (reel?.value ? Math.max(0, daysBetween(from.value, reel.value.from)) : 0))
  const pace = computed(() => {
    if (!reel?.value) return DAYS_PER_SECOND * speed.value
    return Math.max(1, todayAt.value - startAt.value) / reel.value.seconds
  })

  const deadlines = computed(() =>
    stops.value
      .filter(stop => stop.kind === 'deadline' && stop.day <= today.value)
      .map(stop => ({ id: stop.id, at: daysBetween(from.value, stop.day) + END_OF_DAY })),
  )

  const hold = (now: number, then: (() => void) | null = null) => {
    heldUntil = now + HOLD_MS
    endsHold = then
  }

  const advance = (now: number, seconds: number) => {
    stamped.value = null
    const before = position.value
    const after = before + seconds * pace.value
    const deadline = crossed(deadlines.value, before, after)
    if (deadline) {
      at.value = deadline.at
      stamped.value = deadline.id
      hold(now)
    } else if (before < todayAt.value && after >= todayAt.value) {
      at.value = todayAt.value
      hold(now, reel?.value ? toToday : null)
    } else if (after >= endAt.value) {
      at.value = endAt.value
      hold(now, toToday)
    } else {
      at.value = after
    }
  }

  const tick = (now: number) => {
    if (!playing.value) return
    const seconds = Math.min((now - last) / 1000, 0.25)
    last = now
    if (now >= heldUntil) {
      const then = endsHold
      endsHold = null
      if (then) then()
      else advance(now, seconds)
    }
    frame = requestAnimationFrame(tick)
  }

  const play = () => {
    if (follows.value || position.value >= endAt.value) at.value = startAt.value
    playing.value = true
    last = performance.now()
    heldUntil = 0
    endsHold = null
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(tick)
  }
  const pause = () => {
    playing.value = false
    cancelAnimationFrame(frame)
    if (at.value !== null) at.value = Math.floor(position.value)
  }
  const toggle = () => (playing.value ? pause() : play())

  const seek = (place: number) => {
    pause()
    stamped.value = null
    const whole = Math.round(Math.min(Math.max(place, 0), endAt.value))
    at.value = whole === todayAt.value ? null : whole
  }
  const seekDay = (asked: Day) => seek(daysBetween(from.value, asked))
  const toToday = () => seek(todayAt.value)
  const step = (days: number) => seek(Math.floor(position.value) + days)
  const leap = (direction: 1 | -1) => {
    const marks: Stop[] = [...stops.value, { id: 'today', day: today.value, kind: 'phase' }]
    const stop = neighbour(marks, day.value, direction)
    if (stop) seekDay(stop.day)
    else seek(direction === 1 ? endAt.value : 0)
  }
  const faster = (direction: 1 | -1) => {
    const i = SPEEDS.indexOf(speed.value) + direction
    speed.value = SPEEDS[i] ?? speed.value
  }

  onScopeDispose(() => cancelAnimationFrame(frame))

  return {
    position,
    day,
    follows,
    ahead,
    playing,
    stamped,
    speed,
    todayAt,
    endAt,
    play,
    pause,
    toggle,
    seek,
    seekDay,
    toToday,
    step,
    leap,
    faster,
  }
}
