import { everyFrame, type Frame, oncePerFrame } from './frame.ts'
import { type Mark, sameMark } from './marks.ts'

/** A mark as feature state; an empty tone is no mark. */
export type MarkState = { tone: string; hatched: boolean; dimmed: boolean; hidden: boolean }
export type ApplyMark = (id: number, state: MarkState) => void

const toState = (mark: Mark | undefined): MarkState => ({
  tone: mark?.tone ?? '',
  hatched: mark?.hatched ?? false,
  dimmed: mark?.dimmed ?? false,
  hidden: mark?.hidden ?? false,
})

/** Draws vectors of marks by their differences; of several vectors within one frame only the last is drawn. */
export const createStatusPainter = (apply: ApplyMark, frame: Frame = everyFrame) => {
  let drawn: ReadonlyMap<number, Mark> = new Map()
  let wanted = drawn
  let ready = false

  const draw = () => {
    if (!ready || wanted === drawn) return
    for (const [id, mark] of wanted) if (!sameMark(drawn.get(id), mark)) apply(id, toState(mark))
    for (const id of drawn.keys()) if (!wanted.has(id)) apply(id, toState(undefined))
    drawn = wanted
  }
  const soon = oncePerFrame(draw, frame)

  return {
    set(marks: ReadonlyMap<number, Mark>) {
      wanted = marks
      soon()
    },
    /** The map stands, and knows of no mark yet. */
    start() {
      drawn = new Map()
      ready = true
      draw()
    },
    stop() {
      ready = false
    },
  }
}
