import { type Ref, shallowRef, watch } from 'vue'
import type { Roster, RosterActKind, RosterAnswer } from '#core/api/roster.ts'
import { ask, RequestFailed, send } from '../api/client.ts'
import { onceKeys } from '../api/once-keys.ts'

/** What is sent of an act, besides its kind. */
export type ActBody = Record<string, unknown>

/** The roster of a plan, trying an act on it, doing it, taking one back. */
export const useRoster = (plan: Ref<string>) => {
  const roster = shallowRef<Roster | null>(null)
  /** What the act in hand would do; null until it is whole. */
  const trial = shallowRef<RosterAnswer | null>(null)
  const failure = shallowRef<RequestFailed | null>(null)
  const isBusy = shallowRef(false)
  let asking = new AbortController()
  const keyOf = onceKeys()

  const address = (path = '') => `/plans/${encodeURIComponent(plan.value)}/roster${path}`
  const caught = async <T>(work: () => Promise<T>): Promise<T | null> => {
    failure.value = null
    try {
      return await work()
    } catch (error) {
      if (error instanceof RequestFailed) failure.value = error
      else if ((error as Error).name !== 'AbortError') throw error
      return null
    }
  }
  const load = () =>
    caught(async () => {
      roster.value = await ask<Roster>(address())
    })

  const attempt = async (kind: RosterActKind, body: ActBody | null) => {
    asking.abort()
    trial.value = null
    failure.value = null
    if (!body) return
    const mine = new AbortController()
    asking = mine
    const answer = await caught(() =>
      send<RosterAnswer>(address(`/${kind}`), body, { query: { dry_run: 'true' }, signal: mine.signal }),
    )
    if (asking === mine) trial.value = answer
  }

  const busily = async <T>(work: () => Promise<T>): Promise<T | null> => {
    isBusy.value = true
    const answer = await caught(work)
    isBusy.value = false
    if (answer !== null) await load()
    return answer
  }
  const carryOut = async (kind: RosterActKind, body: ActBody) => {
    const key = keyOf({ plan: plan.value, kind, body, seq: roster.value?.acts[0]?.seq })
    return busily(() => send<RosterAnswer>(address(`/${kind}`), body, { key }))
  }
  const undo = (seq: number) => busily(() => send<object>(address(`/${seq}`), undefined, { method: 'DELETE' }))

  watch(plan, id => id && load(), { immediate: true })
  return { roster, trial, failure, isBusy, load, attempt, carryOut, undo }
}
export type RosterWork = ReturnType<typeof useRoster>
