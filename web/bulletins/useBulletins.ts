import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { Bulletin } from '#core/api/bulletins.ts'
import type { Closing } from '#core/api/closings.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { ask, type FailureCode, RequestFailed } from '../api/client.ts'
import { onceKeys } from '../api/once-keys.ts'
import { askBulletins, sendBegin } from './bulletins-api.ts'

const TAKEN: readonly Closing['state'][] = ['confirmed', 'reviewed', 'signed']

/** The bulletins of a plan, the closings they can be told of, and beginning one. */
export const useBulletins = (plan: Ref<string>, document: Ref<PlanDocument | null>, seq: Ref<number>) => {
  const bulletins = shallowRef<Bulletin[]>([])
  const closings = shallowRef<Closing[]>([])
  const failure = ref<FailureCode | null>(null)
  const isBusy = ref(false)
  const keyOf = onceKeys()

  const tried = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      const done = await work()
      failure.value = null
      return done
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'internal'
      return null
    }
  }
  const load = () =>
    tried(async () => {
      if (!plan.value) return
      const [told, taken] = await Promise.all([
        askBulletins(plan.value),
        ask<Closing[]>(`/plans/${plan.value}/closings`),
      ])
      bulletins.value = told
      closings.value = taken
    })
  watch([plan, seq], load, { immediate: true })

  /** The figures that stand, the latest first. */
  const standing = computed(() => closings.value.filter(({ state }) => TAKEN.includes(state)))
  const templatesFor = (closing: Closing | undefined) =>
    (document.value?.bulletins ?? []).filter(({ purpose }) => purpose === closing?.purpose)

  const begin = async (closing: number, template: string): Promise<Bulletin | null> => {
    isBusy.value = true
    const body = { closing, template }
    const begun = await tried(() => sendBegin(plan.value, body, keyOf(body)))
    isBusy.value = false
    if (begun) await load()
    return begun
  }
  return { bulletins, closings, standing, templatesFor, failure, isBusy, load, begin }
}
