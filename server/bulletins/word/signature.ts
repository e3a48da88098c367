import { AlignmentType, type Paragraph } from 'docx'
import { pt } from './measures.ts'
import { blank, line, run, widthOf } from './text.ts'

const CHARACTER = 16

/** A day alone on a page would be a page without text. */
const KEPT = { keepNext: true }

/**
 * 落款: the issuer over the day. The day stands four characters in from the right, the issuer centred over it;
 * a longer issuer stands two in, the day centred under it (GB/T 9704, 7.3.5).
 */
export const signatureOf = (issuer: string, day: string): Paragraph[] => {
  const [name, date] = [widthOf(issuer), widthOf(day)]
  const isLonger = name > date + 4
  const under = isLonger ? 2 + (name - date) / 2 : 4
  const over = isLonger ? 2 : Math.max(0, 4 + (date - name) / 2)
  const right = (text: string, characters: number) =>
    line([run(text)], { alignment: AlignmentType.RIGHT, indent: { right: pt(CHARACTER * characters) }, ...KEPT })
  return [blank(KEPT), blank(KEPT), right(issuer, over), right(day, under)]
}
