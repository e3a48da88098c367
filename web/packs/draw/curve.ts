import type { Curve } from '#core/api/progress.ts'
import { daysBetween } from '#core/calendar/days.ts'
import { choiceBands } from '#core/lenses/lens.ts'
import { baseIndicators, indicatorOf } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { curveScale, stackedBands, stairSteps } from '../../coverage/curve-geometry.ts'
import { fills } from '../../map/flavors.ts'
import { FAMILIES } from '../../map/marks.ts'
import { tonesOf } from '../../wall/tones.ts'
import type { Facts } from '../scene-facts.ts'
import type { Paper } from './paper.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** The course of the campaign up to a day as the wall draws it: bands of the modes, the targets as a stair, where the day is. */
export const drawCurve = (paper: Paper, curve: Curve, { day, progress }: Facts, box: Box): void => {
  const { pen, inks, words, plan } = paper
  const { ctx } = pen
  const from = adopted(plan.document.starts_on)
  const at = (of: string) => daysBetween(from, of)
  const last = Math.max(1, at(adopted(plan.document.ends_on)))
  const top = Math.max(1, curve.total.at(-1) ?? 0, ...curve.steps.map(({ needed }) => needed))
  const scale = curveScale(box, last, top)
  ctx.save()
  ctx.translate(box.x, box.y)
  const colours = coloursOf(paper, curve.indicator)
  const places = curve.days.map(at)
  const covered = { ...curve, by_value: { true: curve.covered, ...curve.by_value } }
  const values = colours.map(({ value }) => value)
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, -20, scale.x(at(day) + 1), box.height + 20)
  ctx.clip()
  for (const { value, path } of stackedBands(covered, places, values, at(curve.to) + 1, scale)) {
    ctx.fillStyle = colours.find(each => each.value === value)!.colour
    ctx.fill(new Path2D(path))
  }
  ctx.restore()
  ctx.strokeStyle = inks.line
  ctx.lineWidth = 2
  ctx.beginPath()
  ctx.moveTo(0, box.height)
  ctx.lineTo(box.width, box.height)
  ctx.stroke()
  ctx.strokeStyle = inks.ink
  ctx.beginPath()
  ctx.moveTo(scale.x(at(day) + 1), -14)
  ctx.lineTo(scale.x(at(day) + 1), box.height)
  ctx.stroke()
  const steps = stairSteps(
    curve.steps.map(step => ({ ...step, at: at(step.by) + 1 })),
    last,
  )
  for (const step of steps) {
    const target = progress.targets.find(({ id }) => id === step.id)
    const tone = target?.verdict === 'met' ? inks.mint : target?.verdict === 'open' || !target ? inks.amber : inks.warm
    ctx.strokeStyle = tone
    ctx.lineWidth = 3
    ctx.beginPath()
    ctx.moveTo(scale.x(step.from), scale.y(step.needed))
    ctx.lineTo(scale.x(step.to), scale.y(step.needed))
    ctx.stroke()
    if (!target) continue
    const label = `${words.goal(target)} ${words.dayBeside(target.by, day)}`
    const end = Math.min(scale.x(step.to), box.width)
    if (end - scale.x(step.from) > pen.width(label, { size: 26 }) + 16)
      pen.write(label, end - 6, scale.y(step.needed) - 10, {
        ...{ size: 26, colour: tone, align: 'right', halo: inks.ground },
      })
  }
  ctx.restore()
}

const coloursOf = ({ plan: { document }, inks }: Paper, indicator: string) => {
  const tones = fills(inks.flavor)
  const base = indicatorOf(document, baseIndicators(document, indicator)[0] ?? '')
  if (base?.type !== 'mode') return [{ value: 'true', colour: tones.score_2 }]
  const modes = choiceBands(document, base)
  const toneOf = tonesOf(modes)
  return FAMILIES.flatMap(family =>
    modes.flatMap(mode =>
      mode.family === family ? [{ value: mode.id, colour: tones[toneOf.get(mode.id) ?? family] }] : [],
    ),
  )
}
