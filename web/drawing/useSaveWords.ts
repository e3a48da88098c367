import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Drawing } from './drawing.ts'

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' })
export const timeOf = (moment: string) => clock.format(new Date(moment))

/** Where the drawing is kept just now, in words; `urgent` where somebody has to act. */
export const useSaveWords = (drawing: Drawing) => {
  const { t } = useI18n()
  return computed((): { text: string; urgent: boolean } => {
    const state = drawing.saving.value
    const at = drawing.saved.value?.at
    if (state !== 'saved' && !drawing.keeps.value) return { text: t('drawing.save.unkept'), urgent: true }
    if (state === 'saved')
      return { text: at ? t('drawing.save.saved', { time: timeOf(at) }) : t('drawing.save.new'), urgent: false }
    if (state === 'refused')
      return {
        text: t('drawing.save.refused', { reason: t(`errors.${drawing.failure.value ?? 'internal'}`) }),
        urgent: true,
      }
    return { text: t(`drawing.save.${state}`), urgent: state === 'conflict' }
  })
}
