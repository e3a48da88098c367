import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'
import { daysPrinted, present } from './telling.ts'

type Consequence = PlanDocument['consequences'][number]

const money = ({ words }: Teller, amount: number, unit?: string): string =>
  `${words.count(amount)} ${unit ?? words.t('plan.yuan')}`

/** A plain null has no amount to it; one with both sides has an amount that nobody printed. */
const amountText = (teller: Teller, amount: Consequence['amount'], unit?: string): string => {
  const n = adopted(amount)
  if (n !== null) return money(teller, n, unit)
  return amount === null ? '—' : teller.words.t('plan.undecided')
}

const monthText = (day: string) => day.slice(0, 7).replace('-', '.')

export const measures = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  return {
    id: 'measures',
    title: words.t('plan.measures'),
    columns: ['name', 'time', 'lead', 'responsible', 'does'],
    rows: plan.measures.map(({ id, n, zh, from, to, lead, responsible, does, source, note }) => ({
      id,
      cells: [
        `${n}. ${zh}`,
        `${monthText(adopted(from))} – ${monthText(adopted(to))}`,
        listed(teller, lead),
        listed(teller, responsible),
        does,
      ],
      source,
      note,
      printed: daysPrinted(teller, { from, to }),
    })),
  }
}

const limitsText = (teller: Teller, limits: Consequence['limits']): string =>
  listed(
    teller,
    Object.entries(limits ?? {}).map(([limit, n]) => teller.words.t(`plan.limits.${limit}`, { n })),
  )

export const consequences = (teller: Teller): PlanSection => {
  const { plan, words } = teller
  return {
    id: 'consequences',
    title: words.t('plan.consequences'),
    columns: ['name', 'when', 'for', 'amount'],
    rows: plan.consequences.map(({ id, zh, when, limits, to, amount, unit, places, source, note }) => ({
      id,
      cells: [
        zh,
        present([adopted(when), limitsText(teller, limits)]),
        listed(teller, to) || '—',
        present([amountText(teller, amount, unit), places && words.t('plan.places', { n: places })]).join(' · '),
      ],
      source,
      note,
      printed: [
        ...bothSides(words.t('plan.columns.when'), when),
        ...bothSides(words.t('plan.columns.amount'), amount, n => money(teller, n, unit)),
      ],
    })),
  }
}

export const funds = (teller: Teller): PlanSection => ({
  id: 'funds',
  title: teller.words.t('plan.funds'),
  columns: ['name', 'amount', 'does'],
  rows: teller.plan.funds.map(({ id, zh, amount, uses, source, note }) => ({
    id,
    cells: [zh, amountText(teller, amount), listed(teller, uses)],
    source,
    note,
    printed: bothSides(teller.words.t('plan.columns.amount'), amount, n => money(teller, n)),
  })),
})

export const staffing = ({ plan, words, planWords }: Teller): PlanSection => ({
  id: 'staffing',
  title: words.t('plan.staffing'),
  columns: ['name', 'unit', 'count'],
  rows: plan.staffing.map(({ id, zh, level, at_least, source, note }) => {
    const n = adopted(at_least)
    return {
      id,
      cells: [
        zh,
        planWords.levelLabel(level),
        n === null ? words.t('plan.undecided') : words.t('plan.at_least', { n }),
      ],
      source,
      note,
      printed: bothSides(words.t('plan.columns.count'), at_least, used => words.t('plan.at_least', { n: used })),
    }
  }),
})

export const votes = (teller: Teller): PlanSection => ({
  id: 'votes',
  title: teller.words.t('plan.votes'),
  columns: ['name', 'does'],
  rows: teller.plan.votes.map(({ id, zh, channels, followed_by, passed, acting, source, note }) => ({
    id,
    cells: [zh, present([listed(teller, channels), listed(teller, followed_by), acting])],
    source,
    note,
    printed: bothSides(teller.words.t('plan.columns.rule'), passed),
  })),
})
