import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'

const money = ({ words }: Teller, amount: number | null, unit?: string): string =>
  amount === null ? words.t('plan.undecided') : `${words.count(amount)} ${unit ?? words.t('plan.yuan')}`

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
        `${adopted(from).slice(0, 7)} – ${adopted(to).slice(0, 7)}`,
        listed(teller, lead),
        listed(teller, responsible),
        does,
      ],
      source,
      note,
      printed: bothSides({ [words.t('plan.columns.time')]: from, '–': to }, (_, day) => words.fullDay(String(day))),
    })),
  }
}

export const consequences = (teller: Teller): PlanSection => ({
  id: 'consequences',
  title: teller.words.t('plan.consequences'),
  columns: ['name', 'when', 'amount'],
  rows: teller.plan.consequences.map(({ id, zh, when, amount, unit, source, note }) => ({
    id,
    cells: [zh, when, money(teller, adopted(amount), unit)],
    source,
    note,
    printed: bothSides({ [teller.words.t('plan.columns.amount')]: amount }),
  })),
})

export const funds = (teller: Teller): PlanSection => ({
  id: 'funds',
  title: teller.words.t('plan.funds'),
  columns: ['name', 'amount', 'does'],
  rows: teller.plan.funds.map(({ id, zh, amount, uses, source, note }) => ({
    id,
    cells: [zh, money(teller, adopted(amount)), listed(teller, uses)],
    source,
    note,
    printed: bothSides({ [teller.words.t('plan.columns.amount')]: amount }),
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
      printed: bothSides({ [words.t('plan.columns.count')]: at_least }),
    }
  }),
})

export const votes = (teller: Teller): PlanSection => ({
  id: 'votes',
  title: teller.words.t('plan.votes'),
  columns: ['name', 'does'],
  rows: teller.plan.votes.map(({ id, zh, channels, followed_by, passed, acting, source, note }) => ({
    id,
    cells: [zh, [listed(teller, channels), listed(teller, followed_by), acting ?? ''].filter(Boolean)],
    source,
    note,
    printed: bothSides({ [teller.words.t('plan.columns.rule')]: passed }),
  })),
})
