import type { DraftShape } from '#core/areas/shape.ts'
import type { NoteId } from './notes.ts'

/** What is drawn and picked, and what made it so. Never changed, only replaced. */
export interface DraftStep {
  readonly shape: DraftShape
  readonly picks: ReadonlySet<number>
  readonly note: NoteId
}

/** The steps of one sitting, oldest first; `at` is the one that stands, those after it were undone. */
export interface DraftStack {
  readonly steps: readonly DraftStep[]
  readonly at: number
}

/** So many steps can be taken back; older ones are forgotten. */
const MOST_STEPS = 500

export const stackOf = (first: DraftStep): DraftStack => ({ steps: [first], at: 0 })
export const standing = ({ steps, at }: DraftStack): DraftStep => steps[at]!

/** A step further; what was undone before it is gone. */
export const pushed = ({ steps, at }: DraftStack, step: DraftStep): DraftStack => {
  const kept = [...steps.slice(0, at + 1), step].slice(-MOST_STEPS)
  return { steps: kept, at: kept.length - 1 }
}

/** The step that stands is taken further: one undo takes all of it back. */
export const extended = ({ steps, at }: DraftStack, step: DraftStep): DraftStack => ({
  steps: [...steps.slice(0, at), step],
  at,
})

/** The step `at` stands; where there is none, the nearest. */
export const goneTo = ({ steps }: DraftStack, at: number): DraftStack => ({
  steps,
  at: Math.max(0, Math.min(steps.length - 1, at)),
})
