import { FONT } from '../map/layers/layer.ts'

/** How a text is written; sizes in design pixels of 1920 across. */
export interface Ink {
  size: number
  colour: string
  weight?: number
  align?: CanvasTextAlign
  /** Broken into lines that are no wider. */
  within?: number
  /** Of the size. */
  leading?: number
  /** What the letters stand out against. */
  halo?: string
}

export interface Pen {
  ctx: CanvasRenderingContext2D
  /** Writes with its first line's foot at y; answers the foot of its last line. */
  write(text: string, x: number, y: number, ink: Ink): number
  /** How wide a text is, in design pixels. */
  width(text: string, ink: Pick<Ink, 'size' | 'weight'>): number
  /** All letters written so far, by weight. */
  letters: Map<number, Set<string>>
}

/** What may not begin a line. */
const HANGING = /^[，。、；：！？）》」』％%]/u

/** A word or number, or any other sign, with what a no-break space ties to it. */
const PARTS = /(?:[A-Za-z0-9][\w.,%/-]*|[\s\S])(?:\u00a0(?:[\w.,%/-]+|[\s\S]))*/gu

/** Lines no wider than a limit; Chinese breaks anywhere, but not before a closing mark, words and numbers stay whole. */
export const linesOf = (text: string, most: number, widthOf: (part: string) => number): string[] => {
  const parts = text.match(PARTS) ?? []
  const lines: string[] = []
  let line = ''
  for (const part of parts) {
    if (line !== '' && widthOf(line + part) > most && !HANGING.test(part)) {
      lines.push(line.trimEnd())
      line = part.trimStart()
    } else line += part
  }
  return line === '' ? lines : [...lines, line]
}

/** Writes upon a canvas `ratio` times as large as the design. */
export const penOn = (ctx: CanvasRenderingContext2D, ratio: number): Pen => {
  const letters: Pen['letters'] = new Map()
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
  const font = ({ size, weight = 400 }: Pick<Ink, 'size' | 'weight'>) => {
    ctx.font = `${weight} ${size}px "${FONT[0]}", ${FONT[1]}`
  }
  const width: Pen['width'] = (text, ink) => {
    font(ink)
    return ctx.measureText(text).width
  }
  const write: Pen['write'] = (text, x, y, ink) => {
    const { size, colour, weight = 400, align = 'left', within, leading = 1.4, halo } = ink
    const seen = letters.get(weight) ?? new Set()
    for (const letter of text) seen.add(letter)
    letters.set(weight, seen)
    font(ink)
    ctx.fillStyle = colour
    ctx.textAlign = align
    const lines = within ? linesOf(text, within, part => ctx.measureText(part).width) : [text]
    lines.forEach((line, i) => {
      if (halo) {
        ctx.strokeStyle = halo
        ctx.lineWidth = size / 4
        ctx.lineJoin = 'round'
        ctx.strokeText(line, x, y + i * size * leading)
      }
      ctx.fillText(line, x, y + i * size * leading)
    })
    return y + (lines.length - 1) * size * leading
  }
  return { ctx, write, width, letters }
}

/** Waits for the font's parts that hold what was written: a letter drawn before them would stay in another font. */
export const lettersHere = async ({ letters }: Pen): Promise<void> => {
  for (const [weight, seen] of letters)
    await document.fonts.load(`${weight} 24px "${FONT[0]}"`, [...seen].join('')).catch(() => undefined)
  await document.fonts.ready
}
