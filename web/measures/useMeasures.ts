import { computed } from 'vue'
import type { Status } from '#core/coverage/status-on.ts'
import type { Measure } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { useWords } from '../locales/useWords.ts'
import { useWall } from '../wall/useWall.ts'

/** The document's measures by their subjects, and how each stands on the day shown. */
export const useMeasures = () => {
  const { open, document, statuses, playback } = useWall()
  const { t, dayBeside } = useWords()

  const measures = computed(() => {
    const subjects = new Map(open.value?.measures.map(({ code, id }) => [code, id]))
    return new Map(
      (document.value?.measures ?? []).flatMap(measure => {
        const subject = subjects.get(measure.id)
        return subject === undefined ? [] : [[subject, measure] as const]
      }),
    )
  })
  const standing = (subject: number, { to }: Measure) => {
    const status: Status | undefined = statuses.value.get(subject)
    const day = playback.day.value
    const due = adopted(to)
    if (status?.covered)
      return { state: 'done', said: t('measures.done', { day: status.since ? dayBeside(status.since, day) : '' }) }
    return { state: due < day ? 'late' : 'open', said: t('measures.due', { day: dayBeside(due, day) }) }
  }

  return { measures, standing }
}
