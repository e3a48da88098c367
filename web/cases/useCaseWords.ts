import type { Case } from '#core/api/cases.ts'
import { daysBetween } from '#core/calendar/days.ts'
import { caseOn } from '#core/cases/case-on.ts'
import { useWords } from '../locales/useWords.ts'

export type DueTone = 'late' | 'soon' | 'done' | 'quiet'

const SOON_DAYS = 3

/** How a case's time stands on a day, in a few words and a tone. */
export const useCaseWords = () => {
  const { t, dayBeside, moment } = useWords()

  const dueOf = (one: Case, today: string): { text: string; tone: DueTone } => {
    const { due_on, done, late, done_on } = caseOn(one, today)
    if (done) return { text: t('cases.done_on', { day: dayBeside(done_on!, today) }), tone: 'done' }
    if (due_on === null) return { text: t('cases.due_none'), tone: 'quiet' }
    const days = daysBetween(today, due_on)
    if (late) return { text: t('cases.late_days', { n: -days }), tone: 'late' }
    if (days === 0) return { text: t('cases.due_today'), tone: 'soon' }
    return {
      text: days <= SOON_DAYS ? t('cases.due_in', { n: days }) : t('cases.due_by', { day: dayBeside(due_on, today) }),
      tone: days <= SOON_DAYS ? 'soon' : 'quiet',
    }
  }
  return { t, dueOf, dayBeside, moment }
}
