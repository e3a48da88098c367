import type { ClosingBook } from '#core/api/closings.ts'
import type { OpenPlan } from '../../plans/plans.store.ts'
import type { Inks } from '../inks.ts'
import type { Pen } from '../pen.ts'
import type { PackWords } from '../usePackWords.ts'

/** What everything drawn upon a map is drawn with. Sizes are design pixels of 1920 × 1080; 36 of them are 8 pt on a page 15 cm wide. */
export interface Paper {
  pen: Pen
  inks: Inks
  words: PackWords
  plan: OpenPlan
  closing: ClosingBook['closing']
}

export const EDGE = 64
export const COLUMN = 600
/** Where a board's column begins, right of the map. */
export const BOARD = 1290

const across = ({ pen: { ctx }, inks }: Paper, from: [number, number], to: [number, number]) => {
  const shade = ctx.createLinearGradient(...from, ...to)
  shade.addColorStop(0, inks.ground)
  shade.addColorStop(0.72, `${inks.ground}d9`)
  shade.addColorStop(1, `${inks.ground}00`)
  return shade
}

/** The ground under words: the map fades out below them, as on the wall. */
export const drawGround = (
  paper: Paper,
  { board = false, low = 170 }: { board?: boolean; low?: number } = {},
): void => {
  const { ctx } = paper.pen
  const fade = (from: [number, number], to: [number, number], x: number, y: number, w: number, h: number) => {
    ctx.fillStyle = across(paper, from, to)
    ctx.fillRect(x, y, w, h)
  }
  fade([0, 0], [COLUMN + 180, 0], 0, 0, COLUMN + 180, 1080)
  fade([0, 1080], [0, 1080 - low], 0, 1080 - low, 1920, low)
  if (board) fade([1920, 0], [BOARD - 180, 0], BOARD - 180, 0, 1920 - BOARD + 180, 1080)
}
