import { expect, test } from 'vitest'
import { createSSRApp, defineComponent, shallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createI18n } from 'vue-i18n'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { readPlans } from '../../../server/plans/read-plans.ts'
import en from '../../../web/locales/en.ts'
import { useWords } from '../../../web/locales/useWords.ts'
import zhCN from '../../../web/locales/zh-CN.ts'
import type { PlanSection } from '../../../web/plans/plan-section.ts'
import { planSections } from '../../../web/plans/plan-sections.ts'
import { usePlanWords } from '../../../web/plans/usePlanWords.ts'

const tell = async (plan: PlanDocument, locale: string): Promise<{ sections: PlanSection[]; missing: string[] }> => {
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

const plans = readPlans('/nowhere')

test.each(plans.map(plan => [plan.id, plan] as const))('%s is told whole, in both languages', async (_, plan) => {
  for (const locale of ['zh-CN', 'en']) {
    const { sections, missing } = await tell(plan, locale)
    expect(missing).toEqual([])
    const rows = (id: string) => sections.find(section => section.id === id)?.rows.length ?? 0
    expect(rows('targets')).toBe(plan.targets.length)
    expect(rows('measures')).toBe(plan.measures.length)
    expect(rows('cases')).toBe(plan.cases.length)
    expect(rows('modes')).toBe(plan.modes.length)
    for (const section of sections)
      for (const row of section.rows) {
        expect(row.cells.length, `${section.id} ${row.id}`).toBe(section.columns.length)
        expect(row.cells.flat().join(''), `${section.id} ${row.id}`).not.toMatch(/undefined|\[object/)
      }
  }
})

test('a value the document leaves open shows both what is printed and why what is used was chosen', async () => {
  const plan = plans.find(({ id }) => id === 'xx-county-2024')
  if (!plan) throw new Error('no plan')
  const { sections } = await tell(plan, 'zh-CN')
  const roster = sections.find(({ id }) => id === 'rosters')?.rows[0]
  expect(roster?.printed?.[0]?.printed).toContain('城区229个无主管小区')
  expect(roster?.printed?.[0]?.why).toBeTruthy()
})
