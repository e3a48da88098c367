import { adopted } from '#core/plan/printed.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type PlanSection, type Teller } from '../plan-section.ts'
import { frequencyText, present } from './telling.ts'

export const bodies = (teller: Teller): PlanSection => ({
  id: 'bodies',
  title: teller.words.t('plan.bodies'),
  columns: ['name', 'lead', 'does'],
  rows: teller.plan.bodies.map(({ id, zh, lead, does, members, source, note }) => ({
    id,
    cells: [zh, lead ?? '—', present([listed(teller, does), listed(teller, members)])],
    source,
    note,
  })),
})

export const meetings = (teller: Teller): PlanSection => ({
  id: 'meetings',
  title: teller.words.t('plan.meetings'),
  columns: ['name', 'time', 'does'],
  rows: teller.plan.meetings.map(({ id, zh, where, outputs, every, with: present, source, note, ...usual }) => {
    const often = adopted(every)
    const { t } = teller.words
    return {
      id,
      cells: [
        zh,
        often ? frequencyText(teller, often) : '—',
        listed(teller, [where, ...(present ?? []), ...(outputs ?? [])]) || '—',
      ],
      source,
      note,
      printed: [
        ...bothSides(t('plan.columns.time'), every, used => frequencyText(teller, used)),
        ...bothSides(t('meetings.plan.held_on'), usual.held_on, n => t('meetings.plan.day_of_month', { n })),
        ...bothSides(t('meetings.plan.figures_close'), usual.figures_close, n =>
          t('meetings.plan.working_days', { n }),
        ),
        ...bothSides(t('meetings.plan.agenda'), usual.agenda, items => listed(teller, items)),
        ...bothSides(t('meetings.plan.sites'), usual.sites),
      ],
    }
  }),
})

export const notices = (teller: Teller): PlanSection => ({
  id: 'notices',
  title: teller.words.t('plan.notices'),
  columns: ['name', 'time', 'does'],
  rows: teller.plan.notices.map(({ id, zh, where, shows, days, every, source, note }) => ({
    id,
    cells: [
      zh,
      every ? frequencyText(teller, every) : '—',
      listed(teller, [...(where ?? []), ...(shows ?? [])]) || '—',
    ],
    source,
    note,
    printed: bothSides(teller.words.t('plan.notice_days'), days, n => teller.words.t('plan.days', { n })),
  })),
})

export const bulletins = (teller: Teller): PlanSection => ({
  id: 'bulletins',
  title: teller.words.t('plan.bulletins'),
  columns: ['name', 'kind', 'responsible'],
  rows: (teller.plan.bulletins ?? []).map(({ id, form, issuer, source, note, ...named }) => ({
    id,
    cells: [teller.words.named(named), teller.words.t(`plan.bulletin_form.${form}`), issuer],
    source,
    note,
  })),
})

export const papers = (teller: Teller): PlanSection => ({
  id: 'papers',
  title: teller.words.t('plan.papers'),
  columns: ['name', 'time', 'responsible'],
  rows: teller.plan.papers.map(({ id, zh, kept_by, every, source, note }) => ({
    id,
    cells: [zh, every ? frequencyText(teller, every) : '—', kept_by ?? '—'],
    source,
    note,
  })),
})

export const notes = ({ plan, words }: Teller): PlanSection => ({
  id: 'notes',
  title: words.t('plan.notes'),
  columns: ['does'],
  rows: plan.notes.map(({ zh, source }, i) => ({ id: String(i), cells: [zh], source })),
})
