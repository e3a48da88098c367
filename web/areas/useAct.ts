import { ref, shallowRef } from 'vue'
import type { Problem } from '#core/api/errors.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'

export interface Refused {
  code: FailureCode
  /** The server's own sentence, which says more than the code. */
  problem: Problem | null
}

/** One button's deed: once at a time, with one key until it has succeeded, so that a second try is never a second deed. */
export const useAct = () => {
  const isBusy = ref(false)
  const refused = shallowRef<Refused | null>(null)
  let kept: { what: string; key: string } | null = null

  /** True once it is done. `what` says what is tried: something else gets a key of its own. */
  const act = async (what: unknown, work: (key: string) => Promise<unknown>): Promise<boolean> => {
    if (isBusy.value) return false
    const said = JSON.stringify(what)
    if (kept?.what !== said) kept = { what: said, key: newKey() }
    isBusy.value = true
    refused.value = null
    try {
      await work(kept.key)
      kept = null
      return true
    } catch (error) {
      const failed = error instanceof RequestFailed ? error : null
      refused.value = { code: failed?.code ?? 'internal', problem: failed?.problem ?? null }
      return false
    } finally {
      isBusy.value = false
    }
  }

  return { isBusy, refused, act }
}
