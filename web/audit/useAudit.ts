import { reactive, ref, shallowRef, watch } from 'vue'
import type { TracePage, TraceQuery, TraceRow } from '#core/api/audit.ts'
import { ask } from '../api/client.ts'
import { failureKey } from '../session/failure-text.ts'

export type TraceFilter = Required<Record<'who' | 'action' | 'plan' | 'from' | 'to', string>> & {
  outcome: '' | NonNullable<TraceQuery['outcome']>
}

const LATER_MS = 250

/** The traces that fit the filter, newest first, a page at a time. */
export const useAudit = () => {
  const filter = reactive<TraceFilter>({ who: '', action: '', plan: '', from: '', to: '', outcome: '' })
  const rows = shallowRef<TraceRow[]>([])
  const next = ref<string | null>(null)
  const isLoading = ref(false)
  const failure = ref<string | null>(null)
  let asked = 0

  const query = () => Object.fromEntries(Object.entries(filter).filter(([, value]) => value.trim() !== ''))
  const page = async (cursor: string | null) => {
    asked += 1
    const mine = asked
    isLoading.value = true
    failure.value = null
    try {
      const found = await ask<TracePage>('/audit', { ...query(), cursor })
      if (mine !== asked) return
      rows.value = cursor === null ? found.rows : [...rows.value, ...found.rows]
      next.value = found.next
    } catch (error) {
      if (mine === asked) failure.value = failureKey(error)
    } finally {
      if (mine === asked) isLoading.value = false
    }
  }
  const more = () => page(next.value)
  const fileAddress = () => `/api/audit?${new URLSearchParams({ ...query(), format: 'csv' })}`

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(filter, () => {
    clearTimeout(timer)
    timer = setTimeout(() => page(null), LATER_MS)
  })
  page(null)
  return { filter, rows, next, isLoading, failure, more, fileAddress }
}
