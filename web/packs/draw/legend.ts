import { type LensBand, UNREPORTED } from '#core/lenses/lens.ts'
import { fills, mix, outlines } from '../../map/flavors.ts'
import { FAINT } from '../../map/layers/by-tone.ts'
import type { Tone } from '../../map/marks.ts'
import { tonesOf } from '../../wall/tones.ts'
import type { Facts } from '../scene-facts.ts'
import { COLUMN, EDGE, type Paper } from './paper.ts'

/** A line of the legend; dimmed is what keeps only a trace of its colour. */
export interface LegendRow {
  tone: Tone | 'hatched' | 'dimmed'
  name: string
  n: string
}

const MOST = 54
const NAMES = 34

/** What the colours mean and how many each are, standing on `foot`; squeezed where it would run into what is above. */
export const drawLegend = (
  paper: Paper,
  rows: readonly LegendRow[],
  { top, foot }: { top: number; foot: number },
): void => {
  const { pen, inks } = paper
  const step = Math.min(MOST, Math.max(24, (foot - top) / Math.max(rows.length, 1)))
  const size = Math.min(NAMES, step * 0.72)
  rows.forEach(({ tone, name, n }, i) => {
    const y = foot - (rows.length - 1 - i) * step
    drawSwatch(paper, tone, EDGE, y - size * 0.82, size * 0.86)
    pen.write(name, EDGE + size + 18, y, { size, colour: inks.ink_2 })
    pen.write(n, COLUMN - 60, y, { size, colour: inks.ink, weight: 600, align: 'right' })
  })
}

/** The modes, and who said nothing. */
export const legendOf = (paper: Paper, facts: Facts): LegendRow[] => {
  const { words } = paper
  const { indicator, reading, progress, counted_by, basis, statuses } = facts
  const tones = tonesOf(reading.bands)
  const baseline = [...statuses].filter(([, { member }]) => member === 'baseline')
  const held = new Map<string, number>()
  for (const [id] of baseline)
    held.set(reading.of.get(id) ?? UNREPORTED, (held.get(reading.of.get(id) ?? UNREPORTED) ?? 0) + 1)
  const unreported: LensBand = { id: UNREPORTED, family: null, rank: 0, ranks: 1 }
  const rows = [...reading.bands, unreported].flatMap(({ id }): LegendRow[] => {
    const counted = id === UNREPORTED ? progress.total.unreported : progress.total.by_value[id]
    const n = counted === undefined ? words.count(held.get(id) ?? 0) : words.amount(counted, counted_by)
    if (!held.has(id) && !counted) return []
    return [{ tone: tones.get(id) ?? 'unreported', name: words.bandLabel(indicator, id), n }]
  })
  const hatched = basis === 'reported' ? baseline.filter(([, { covered, verified }]) => covered && !verified).length : 0
  return hatched === 0 ? rows : [...rows, { tone: 'hatched', name: words.t('legend.hatched'), n: words.count(hatched) }]
}

const fillOf = ({ flavor, ink_2 }: Paper['inks'], tone: LegendRow['tone']) => {
  if (tone === 'hatched') return ink_2
  if (tone === 'dimmed') return mix(flavor.background, flavor.family.professional, FAINT)
  return fills(flavor)[tone]
}

const drawSwatch = ({ pen: { ctx }, inks }: Paper, tone: LegendRow['tone'], x: number, y: number, size: number) => {
  ctx.save()
  ctx.beginPath()
  ctx.rect(x, y, size, size)
  ctx.clip()
  ctx.fillStyle = fillOf(inks, tone)
  ctx.fillRect(x, y, size, size)
  if (tone === 'hatched') {
    ctx.strokeStyle = inks.ground
    ctx.lineWidth = size / 4
    for (let at = 0; at <= 2; at += 0.66) {
      ctx.beginPath()
      ctx.moveTo(x + (at - 1) * size - 2, y + size + 2)
      ctx.lineTo(x + at * size + 2, y - 2)
      ctx.stroke()
    }
  }
  ctx.restore()
  const outline = tone === 'hatched' || tone === 'dimmed' ? undefined : outlines(inks.flavor)[tone]
  if (!outline) return
  ctx.strokeStyle = outline
  ctx.lineWidth = 2
  ctx.strokeRect(x + 1, y + 1, size - 2, size - 2)
}
