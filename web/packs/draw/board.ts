import { BOARD, type Paper } from './paper.ts'

/** A row of a list beside the map. */
export interface BoardLine {
  place: string
  name: string
  figure: string
  beside: string
  tone: 'ink' | 'ink_2' | 'ink_3' | 'amber' | 'mint' | 'warm'
}

const RIGHT = 1920 - 64
const TOP = 92
const FOOT = 960

/** Rows beside the map, as many as fit in letters that can be read; how many more there are is said below. */
export const drawBoard = (
  { pen, inks, words }: Paper,
  title: string,
  rule: string,
  lines: readonly BoardLine[],
): void => {
  pen.write(title, BOARD, TOP, { size: 40, weight: 600, colour: inks.ink })
  const under = rule ? pen.write(rule, BOARD, TOP + 46, { size: 26, colour: inks.ink_3, within: RIGHT - BOARD }) : TOP
  const top = under + 62
  const most = Math.floor((FOOT - top) / 54)
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines
  const step = Math.min(66, (FOOT - top) / Math.max(shown.length, 8))
  shown.forEach(({ place, name, figure, beside, tone }, i) => {
    const y = top + i * step
    pen.write(place, BOARD + 44, y, { size: 34, colour: inks.ink_3, align: 'right' })
    pen.write(name, BOARD + 66, y, { size: 34, colour: inks.ink })
    pen.write(figure, RIGHT - 130, y, { size: 34, weight: 600, colour: inks.ink, align: 'right' })
    pen.write(beside, RIGHT, y, { size: 30, colour: inks[tone], align: 'right' })
  })
  if (shown.length < lines.length) {
    const more = words.t('packs.picture.more', { n: lines.length - shown.length })
    pen.write(more, BOARD + 66, top + shown.length * step, { size: 28, colour: inks.ink_3 })
  }
}
