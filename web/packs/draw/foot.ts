import { beijingTime } from '#core/packs/beijing-time.ts'
import { roundLength } from '../../areas/scale-bar.ts'
import { EDGE, type Paper } from './paper.ts'

const BASELINE = 1046
const SIZE = 28

/** Which knowledge the picture shows, whose map it is, and how long a kilometre is on it. */
export const drawFoot = (paper: Paper, metresAcross: ((px: number) => number) | null): void => {
  const { pen, inks, words, plan, closing } = paper
  const ink = { size: SIZE, colour: inks.ink_3 }
  const known = words.t('packs.picture.known', { moment: beijingTime(closing.known_at!).slice(0, 16) })
  pen.write(known, EDGE, BASELINE, ink)
  const approval = plan.document.words.map_approval
  const marks = [
    ...(plan.page.demo ? [words.t('wall.demo')] : []),
    ...(approval ? [words.t('wall.map_approval', { number: approval })] : []),
  ]
  let right = 1920 - EDGE
  for (const mark of marks.reverse()) {
    pen.write(mark, right, BASELINE, { ...ink, align: 'right' })
    right -= pen.width(mark, ink) + 40
  }
  if (metresAcross) drawScale(paper, metresAcross, right)
}

const MOST_PX = 240

const drawScale = ({ pen, inks, words }: Paper, metresAcross: (px: number) => number, right: number) => {
  const most = metresAcross(MOST_PX)
  const length = roundLength(most)
  const width = (length / most) * MOST_PX
  const label =
    length >= 1000
      ? words.t('packs.picture.kilometres', { n: length / 1000 })
      : words.t('packs.picture.metres', { n: length })
  pen.write(label, right, BASELINE, { size: SIZE, colour: inks.ink_2, align: 'right' })
  const end = right - pen.width(label, { size: SIZE }) - 16
  const { ctx } = pen
  ctx.strokeStyle = inks.ink_2
  ctx.lineWidth = 3
  ctx.beginPath()
  ctx.moveTo(end - width, BASELINE - 20)
  ctx.lineTo(end - width, BASELINE - 4)
  ctx.lineTo(end, BASELINE - 4)
  ctx.lineTo(end, BASELINE - 20)
  ctx.stroke()
}
