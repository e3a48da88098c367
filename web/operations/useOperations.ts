import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Operations } from '#core/api/operations.ts'
import { ask, type FailureCode, RequestFailed, send } from '../api/client.ts'

/** How long until the page asks again, ms: while a job runs, and else. */
const SOON_MS = 2000
const LATER_MS = 15_000
/** How long an answer may take, ms. The embedded engine does one thing at a time: while it is examined, questions wait. */
const PATIENCE_MS = { postgres: 20_000, pglite: 60_000 }

export type LongJob = 'backups' | 'examinations'

const codeOf = (error: unknown): FailureCode => (error instanceof RequestFailed ? error.code : 'internal')

/** How the server is, asked again and again while anybody can see it; what is known stays when nobody answers. */
export const useOperations = () => {
  const found = shallowRef<Operations | null>(null)
  /** Why the last question brought no answer. */
  const failure = ref<FailureCode | null>(null)
  /** Why what was asked for was not done: the server's own sentence, and its code. */
  const refused = shallowRef<RequestFailed | null>(null)
  let isSending = false
  const elapsed_ms = ref(0)
  let answered = 0
  let asked = 0
  let timer = 0

  /** By the server's clock, so that a wrong one here ages nothing. */
  const now = computed(() => (found.value ? new Date(Date.parse(found.value.at) + elapsed_ms.value).toISOString() : ''))

  const askNow = async () => {
    clearTimeout(timer)
    asked += 1
    const mine = asked
    try {
      const answer = await ask<Operations>(
        '/operations',
        {},
        AbortSignal.timeout(PATIENCE_MS[found.value?.engine ?? 'pglite']),
      )
      if (mine !== asked) return
      found.value = answer
      failure.value = null
      answered = performance.now()
    } catch (error) {
      if (mine !== asked) return
      failure.value = codeOf(error)
    }
    elapsed_ms.value = performance.now() - answered
    if (!document.hidden) timer = window.setTimeout(askNow, found.value?.jobs.length ? SOON_MS : LATER_MS)
  }

  const change = async (work: () => Promise<unknown>) => {
    if (isSending) return
    isSending = true
    refused.value = null
    try {
      await work()
    } catch (error) {
      refused.value = error instanceof RequestFailed ? error : new RequestFailed('internal', String(error))
    }
    await askNow()
    isSending = false
  }
  const begin = (job: LongJob) => change(() => send(`/operations/${job}`))
  const stop = (job: LongJob) => change(() => send(`/operations/${job}`, undefined, { method: 'DELETE' }))

  const seen = () => {
    if (document.hidden) clearTimeout(timer)
    else askNow()
  }
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', seen)
    clearTimeout(timer)
    asked += 1
  })
  askNow()
  return { found, failure, refused, now, begin, stop }
}
export type UseOperations = ReturnType<typeof useOperations>
