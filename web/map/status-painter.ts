import { everyFrame, type Frame, oncePerFrame } from './frame.ts'
import { type Mark, sameMark } from './marks.ts'

/** A mark as feature state; an empty tone is no mark. */
export type MarkState = { tone: string; hatched: boolean; dimmed: boolean; hidden: boolean }
export type ApplyMark = (id: number, state: MarkState) => void

type Lit = ReadonlySet<number> | null
type Drawing = { marks: ReadonlyMap<number, Mark>; lit: Lit }
const NOTHING: Drawing = { marks: new Map(), lit: null }

const isLeftOut = (lit: Lit, id: number) => lit !== null && !lit.has(id)

const toState = (mark: Mark | undefined, leftOut: boolean): MarkState => ({
  tone: mark?.tone ?? '',
  hatched: mark?.hatched ?? false,
  dimmed: leftOut || (mark?.dimmed ?? false),
  hidden: mark?.hidden ?? false,
})

/** Draws vectors of marks by their differences; of several vectors within one frame only the last is drawn. */
export const createStatusPainter = (apply: ApplyMark, frame: Frame = everyFrame) => {
  let drawn = NOTHING
  let wanted = NOTHING
  let ready = false

  const draw = () => {
    if (!ready || wanted === drawn) return
    const { marks, lit } = wanted
    for (const [id, mark] of marks) {
      const leftOut = isLeftOut(lit, id)
      if (leftOut !== isLeftOut(drawn.lit, id) || !sameMark(drawn.marks.get(id), mark))
        apply(id, toState(mark, leftOut))
    }
    for (const id of drawn.marks.keys()) if (!marks.has(id)) apply(id, toState(undefined, false))
    drawn = wanted
  }
  const soon = oncePerFrame(draw, frame)

  return {
    set(marks: ReadonlyMap<number, Mark>) {
      wanted = { ...wanted, marks }
      soon()
    },
    /** Dims what is not among these; null ends it. */
    light(ids: Iterable<number> | null) {
      wanted = { ...wanted, lit: ids && new Set(ids) }
      soon()
    },
    /** The map stands, and knows of no mark yet. */
    start() {
      drawn = NOTHING
      ready = true
      draw()
    },
    stop() {
      ready = false
    },
  }
}
