import { addDays, daysBetween } from '#core/calendar/days.ts'
import { replaySeconds } from '#core/presenting/replay.ts'

export const FRAMES_PER_SECOND = 25
/** The last day stays so long, to be read. */
const HOLD_S = 2.5

/** What one frame shows: a day, and how long it has been that day. */
export interface Frame {
  day: string
  seconds: number
}

/** The frames of a film from a day to another, each by its number: the same whatever machine plays it, and however slowly. */
export const filmFrames = (from_on: string, as_of: string): Frame[] => {
  const days = daysBetween(from_on, as_of) + 1
  const played = (replaySeconds(from_on, as_of) - HOLD_S) * FRAMES_PER_SECOND
  const frames = Array.from({ length: Math.round(played) }, (_, i): Frame => {
    const nth = Math.min(days - 1, Math.floor((i * days) / played))
    return { day: addDays(from_on, nth), seconds: (i - Math.ceil((nth * played) / days)) / FRAMES_PER_SECOND }
  })
  const before = frames.filter(({ day }) => day === as_of).length
  const held = Array.from(
    { length: Math.round(HOLD_S * FRAMES_PER_SECOND) },
    (_, i): Frame => ({
      day: as_of,
      seconds: (before + i) / FRAMES_PER_SECOND,
    }),
  )
  return [...frames, ...held]
}
