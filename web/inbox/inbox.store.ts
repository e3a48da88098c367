import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Inbox, NewVerdicts, VerdictsWritten } from '#core/api/inbox.ts'
import { ask, type FailureCode, RequestFailed, send } from '../api/client.ts'

/** What waits for who is signed in, in one plan; the list and the number on the bar read the same answer. */
export const useInbox = defineStore('inbox', () => {
  const inbox = shallowRef<Inbox | null>(null)
  const failure = shallowRef<FailureCode | null>(null)
  let asked = ''

  const count = computed(() => Object.values(inbox.value?.counts ?? {}).reduce((sum, n) => sum + n, 0))

  const load = async (plan: string) => {
    if (asked !== plan) inbox.value = null
    asked = plan
    try {
      const answer = await ask<Inbox>(`/plans/${plan}/inbox`)
      if (asked === plan) inbox.value = answer
      failure.value = null
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'internal'
    }
  }
  const judge = async (plan: string, verdicts: NewVerdicts, key: string) => {
    const written = await send<VerdictsWritten>(`/plans/${plan}/verdicts`, verdicts, { key })
    await load(plan)
    return written
  }

  return { inbox, failure, count, load, judge }
})
