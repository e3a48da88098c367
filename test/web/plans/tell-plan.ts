import { createSSRApp, defineComponent, shallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createI18n } from 'vue-i18n'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import en from '../../../web/locales/en.ts'
import { useWords } from '../../../web/locales/useWords.ts'
import zhCN from '../../../web/locales/zh-CN.ts'
import type { PlanSection } from '../../../web/plans/plan-section.ts'
import { planSections } from '../../../web/plans/plan-sections.ts'
import { usePlanWords } from '../../../web/plans/usePlanWords.ts'

/** A plan as its page tells it, and the sentences the locale lacks for that. */
export const tellPlan = async (plan: PlanDocument, locale = 'zh-CN') => {
  const missing: string[] = []
  let sections: PlanSection[] = []
  const i18n = createI18n({
    legacy: false,
    locale,
    messages: { 'zh-CN': zhCN, en },
    missing: (_, key) => {
      missing.push(key)
    },
  })
  const page = defineComponent({
    setup() {
      sections = planSections(plan, useWords(), usePlanWords(shallowRef(plan)))
      return () => null
    },
  })
  await renderToString(createSSRApp(page).use(i18n))
  return { sections, missing }
}
