import { everyFrame, type Frame, oncePerFrame } from './frame.ts'

export const GLOW_MS = 600
/** Between two frames: a map drawn as slowly as this, in software, shows no light for a while and keeps the film going. */
const SLOW_MS = 120
const REST_MS = 10_000
/** Steps a glow fades in; finer ones are not seen, and each is an upload to the GPU. */
const LEVELS = 15

export interface GlowOptions {
  frame?: Frame
  now?: () => number
  /** With less motion asked for, a glow is on and then off. */
  still?: () => boolean
  /** Told when the first compound lights and when the last one is dark again. */
  burning?: (isBurning: boolean) => void
}

/** Light that fades on single compounds; `apply` is called only when a level changes, and last with 0. */
export const createGlow = (apply: (id: number, level: number) => void, options: GlowOptions = {}) => {
  const { frame = everyFrame, now = () => performance.now(), still = () => false, burning } = options
  const lit = new Map<number, { since: number; level: number }>()

  const levelAt = (age: number) => {
    if (age >= GLOW_MS) return 0
    if (still()) return 0.6
    return Math.ceil((1 - age / GLOW_MS) ** 2 * LEVELS) / LEVELS
  }

  let before = Number.POSITIVE_INFINITY
  let rests_until = 0
  const step = () => {
    const moment = now()
    const slow = moment - before > SLOW_MS
    if (slow) rests_until = moment + REST_MS
    before = moment
    for (const [id, light] of lit) {
      const level = slow ? 0 : levelAt(moment - light.since)
      if (level !== light.level) apply(id, level)
      light.level = level
      if (level === 0) lit.delete(id)
    }
    if (lit.size > 0) return soon()
    before = Number.POSITIVE_INFINITY
    burning?.(false)
  }
  const soon = oncePerFrame(step, frame)

  return {
    add(ids: Iterable<number>) {
      if (now() < rests_until) return
      const wasDark = lit.size === 0
      for (const id of ids) lit.set(id, { since: now(), level: -1 })
      if (lit.size === 0) return
      if (wasDark) burning?.(true)
      soon()
    },
  }
}
