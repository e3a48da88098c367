import { computed, ref, shallowRef, watch } from 'vue'
import type { Case } from '#core/api/cases.ts'
import type { Meeting } from '#core/api/meetings.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { askMeetings } from '../api/questions.ts'
import type { Desk } from '../desk/useDesk.ts'
import type { CaseFilter } from './case-filter.ts'
import { askAllCases } from './cases-api.ts'

export type OpenedCase = { kind: 'list' } | { kind: 'new' } | { kind: 'case'; id: number }

/** What of the panel is open; kept with the desk, so that another panel can open a case here. */
export const makeOpenedCase = () => shallowRef<OpenedCase>({ kind: 'list' })

/** The cases and meetings of the plan on the desk, asked for anew with every write. */
export const useCases = (desk: Desk) => {
  const cases = shallowRef<Case[] | null>(null)
  const meetings = shallowRef<Meeting[]>([])
  const failure = ref<FailureCode | null>(null)
  const plan = computed(() => desk.open.value?.page.id ?? '')
  const filter = desk.keep('cases-filter', () => ref<CaseFilter>({ part: 'open', meeting: null }))
  const opened = desk.keep('cases-opened', makeOpenedCase)

  const load = async () => {
    const asked = plan.value
    if (!asked) return
    try {
      const [some, held] = await Promise.all([askAllCases(asked), askMeetings(asked)])
      if (asked !== plan.value) return
      cases.value = some
      meetings.value = held
      failure.value = null
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'internal'
    }
  }
  watch(() => [plan.value, desk.open.value?.page.seq], load, { immediate: true })

  return { plan, cases, meetings, failure, filter, opened, load }
}
export type UsedCases = ReturnType<typeof useCases>
