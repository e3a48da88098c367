import { AlignmentType, type IParagraphOptions, type IRunOptions, LineRuleType, Paragraph, TextRun } from 'docx'
import { BLACK, CLOSER, FONTS, type Font, LINE, pt, SIZES } from './measures.ts'

/** What XML cannot bear is left out: control characters and halves of a character. */
export const clean = (text: string): string => text.replace(/(?!\t)\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')

/** One font for every kind of character, so that no figure falls back to another. */
export const fontOf = (font: Font) => {
  const name = FONTS[font]
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name }
}

export const run = (text: string, options: { font?: Font; size?: number; color?: string; bold?: boolean } = {}) => {
  const { font = 'body', size = SIZES.three, color = BLACK, bold = false } = options
  const closer = size === SIZES.three ? { characterSpacing: CLOSER } : {}
  return new TextRun({ text: clean(text), font: fontOf(font), size, color, bold, ...closer } satisfies IRunOptions)
}

type Line = Omit<IParagraphOptions, 'children' | 'text'>

/** A paragraph on the page's lines. */
export const line = (children: TextRun[], options: Line = {}): Paragraph =>
  new Paragraph({
    spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    widowControl: false,
    ...options,
    children,
  })

export const blank = (options: Line = {}): Paragraph => line([run('')], options)

/** Two characters in from the left, as body text begins. */
export const FIRST_LINE = { firstLine: pt(32), firstLineChars: 200 }

export const centred = (text: string, font: Font, size: number = SIZES.three, color = BLACK): Paragraph =>
  line([run(text, { font, size, color })], { alignment: AlignmentType.CENTER })

/** Body text: 三号仿宋, justified, the first line two characters in. */
export const body = (text: string, options: Line = {}): Paragraph =>
  line([run(text)], { alignment: AlignmentType.BOTH, indent: FIRST_LINE, ...options })

const HEADING_FONTS: Record<number, Font> = { 1: 'first', 2: 'second', 3: 'body' }

/** 一、黑体; （一）楷体; 1. 仿宋: each on a line of its own. */
export const heading = (text: string, level: number): Paragraph =>
  line([run(text, { font: HEADING_FONTS[level] ?? 'body' })], { indent: FIRST_LINE, keepNext: true })

/** Title: 二号小标宋, set wider than the text. */
export const title = (text: string): Paragraph =>
  line([run(text, { font: 'title', size: SIZES.two })], {
    alignment: AlignmentType.CENTER,
    spacing: { line: pt(36), lineRule: LineRuleType.EXACT },
  })

/** Characters a text is wide; a figure is half a character. */
export const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (char > '\u00ff' ? 1 : 0.5), 0)
