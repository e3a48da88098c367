import { useI18n } from 'vue-i18n'
import type { AreaIssue } from '#core/areas/issues.ts'

/** Issues in words; the same sentence whether the browser or the server found them. */
export const useIssueWords = () => {
  const { t } = useI18n()
  const ground = (m2: number) => (m2 < 10 ? m2.toFixed(1) : Math.round(m2).toLocaleString('en-US'))
  return ({ code, name, m2 }: AreaIssue) =>
    t(`drawing.issues.${code}`, {
      name: name ?? t('drawing.somewhere'),
      m2: m2 === null ? '' : t('drawing.m2', { n: ground(m2) }),
    })
}
