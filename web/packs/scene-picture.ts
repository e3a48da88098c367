import { outlookOf } from '#core/coverage/outlook.ts'
import type { Status } from '#core/coverage/status-on.ts'
import { PICTURE_TITLES } from '#core/packs/titles.ts'
import type { Scene } from '#core/presenting/scenes.ts'
import { boardOf } from '#core/ranking/board.ts'
import { ruleSentence } from '#core/ranking/rule-words.ts'
import { placeOfCompound } from '../divisions/places.ts'
import type { Bbox } from '../map/map-api.ts'
import type { OpenPlan } from '../plans/plans.store.ts'
import type { BoardLine } from './draw/board.ts'
import type { LegendRow } from './draw/legend.ts'
import type { Accent } from './marks-on.ts'
import type { Facts } from './scene-facts.ts'
import type { PackWords } from './usePackWords.ts'

/** What one scene's picture shows beside what every picture shows. */
export interface ScenePicture {
  title: string
  bbox: Bbox | null
  accent: Accent
  /** What the colours mean, where it is not the modes. */
  legend: LegendRow[] | null
  selected: number | null
  board: { title: string; rule: string; lines: BoardLine[] } | null
  /** The compound visited. */
  site: { status: Status | undefined; subject: number } | null
}

export const scenePicture = (scene: Scene, plan: OpenPlan, facts: Facts, words: PackWords): ScenePicture => {
  const { compounds, page } = plan
  const subject = scene.subject ?? null
  const plain: ScenePicture = {
    title: words.t(`packs.scenes.${scene.kind}`),
    bbox: page.bbox,
    accent: {},
    legend: null,
    selected: null,
    board: null,
    site: null,
  }
  if (scene.kind === 'site' && subject !== null)
    return {
      ...plain,
      title: compounds.find(({ id }) => id === subject)?.name ?? PICTURE_TITLES.site!,
      bbox: placeOfCompound(compounds, subject) ?? page.bbox,
      selected: subject,
      site: { subject, status: facts.statuses.get(subject) },
    }
  if (scene.kind === 'ranking') return { ...plain, board: rankingBoard(plan, facts, words) }
  if (scene.kind === 'outlook') {
    const isOpen = (id: number) => facts.statuses.get(id)?.member === 'baseline' && !facts.statuses.get(id)?.covered
    const { covered, total } = facts.progress.total
    return {
      ...plain,
      accent: { gap: isOpen, dimmed: id => !isOpen(id) },
      legend: [
        { tone: 'gap', name: words.t('packs.picture.gap'), n: words.amount(total - covered, facts.counted_by) },
        { tone: 'dimmed', name: words.t('packs.picture.done'), n: words.amount(covered, facts.counted_by) },
      ],
      board: outlookBoard(plan, facts, words),
    }
  }
  return plain
}

const rankingBoard = (plan: OpenPlan, { day, basis, counted_by }: Facts, words: PackWords): ScenePicture['board'] => {
  const { document } = plan
  const of = document.ranking?.of[0]
  if (!of) return null
  const { rows } = boardOf(plan, { of, as_of: day, basis, counted_by })
  return {
    title: words.t('packs.picture.ranking', { level: words.levelLabel(of) }),
    rule: ruleSentence(document, of),
    lines: rows.map(({ rank, rank_before, name, covered, total, rate, finished }): BoardLine => {
      const figure = rate === null ? '—' : `${words.percent(covered, total)}%`
      const line = { place: rank === null ? '' : String(rank), name: words.divisionLabel(name, of), figure }
      if (finished) return { ...line, beside: words.t('packs.picture.finished'), tone: 'mint' }
      const up = rank !== null && rank_before !== null ? rank_before - rank : 0
      if (up > 0) return { ...line, beside: `▲ ${up}`, tone: 'mint' }
      if (up < 0) return { ...line, beside: `▼ ${-up}`, tone: 'warm' }
      return { ...line, beside: '—', tone: 'ink_3' }
    }),
  }
}

const outlookBoard = (plan: OpenPlan, { day, basis, counted_by }: Facts, words: PackWords): ScenePicture['board'] => {
  const by = plan.document.ranking?.of[0] ?? plan.document.levels.at(-1)?.id
  if (!by) return null
  const { target, rows } = outlookOf(plan, { by, as_of: day, basis, counted_by })
  if (!target) return null
  return {
    title: words.t('packs.picture.outlook', { level: words.levelLabel(by) }),
    rule: words.t('packs.picture.outlook_rule', { by: words.fullDay(target.by), goal: words.goal(target) }),
    lines: rows.map(({ name, covered, total, short, verdict }, i): BoardLine => {
      const figure = `${words.percent(covered, total) ?? '—'}%`
      const line = { place: String(i + 1), name: words.divisionLabel(name, by), figure }
      if (verdict === 'will_miss')
        return { ...line, beside: words.t('packs.picture.short', { n: short }), tone: 'amber' }
      return { ...line, beside: words.t(`packs.picture.${verdict}`), tone: verdict === 'met' ? 'mint' : 'ink_3' }
    }),
  }
}
