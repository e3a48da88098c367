import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'

export const bodies = (teller: Teller): PlanSection => ({
  id: 'bodies',
  title: teller.words.t('plan.bodies'),
  columns: ['name', 'lead', 'does'],
  rows: teller.plan.bodies.map(({ id, zh, lead, does, members, source, note }) => ({
    id,
    cells: [zh, lead ?? '—', [listed(teller, does), listed(teller, members)].filter(Boolean)],
    source,
    note,
  })),
})

export const meetings = (teller: Teller): PlanSection => ({
  id: 'meetings',
  title: teller.words.t('plan.meetings'),
  columns: ['name', 'does'],
  rows: teller.plan.meetings.map(({ id, zh, where, outputs, every, with: present, source, note }) => ({
    id,
    cells: [zh, listed(teller, [where, ...(present ?? []), ...(outputs ?? [])]) || '—'],
    source,
    note,
    printed: bothSides({ [teller.words.t('plan.columns.time')]: every }, () => teller.words.t('plan.undecided')),
  })),
})

export const notices = (teller: Teller): PlanSection => ({
  id: 'notices',
  title: teller.words.t('plan.notices'),
  columns: ['name', 'does'],
  rows: teller.plan.notices.map(({ id, zh, where, shows, days, source, note }) => ({
    id,
    cells: [zh, listed(teller, [...(where ?? []), ...(shows ?? [])]) || '—'],
    source,
    note,
    printed: bothSides({ [teller.words.t('plan.columns.time')]: days }),
  })),
})

export const papers = ({ plan, words }: Teller): PlanSection => ({
  id: 'papers',
  title: words.t('plan.papers'),
  columns: ['name', 'responsible'],
  rows: plan.papers.map(({ id, zh, kept_by, source, note }) => ({ id, cells: [zh, kept_by ?? '—'], source, note })),
})

export const notes = ({ plan, words }: Teller): PlanSection => ({
  id: 'notes',
  title: words.t('plan.notes'),
  columns: ['does'],
  rows: plan.notes.map(({ zh, source }, i) => ({ id: String(i), cells: [zh], source })),
})
