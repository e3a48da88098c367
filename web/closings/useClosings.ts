import { type Ref, shallowRef, watch } from 'vue'
import type { CheckClosing } from '#core/api/closing-sheets.ts'
import type { Closing, ProposeClosing } from '#core/api/closings.ts'
import { ask, RequestFailed, send } from '../api/client.ts'
import { onceKeys } from '../api/once-keys.ts'
import type { Step } from './next-step.ts'

/** What is sent of a step, by its name in the address. */
export interface Said {
  confirm: undefined
  review: undefined
  sign: undefined
  check: CheckClosing
  return: { text: string }
  drop: { text: string }
}
export type SaidStep = Step | keyof Said

/** The closings of a plan, and every step one can take of them. */
export const useClosings = (plan: Ref<string>) => {
  const closings = shallowRef<Closing[]>([])
  const isLoaded = shallowRef(false)
  const isBusy = shallowRef(false)
  const failure = shallowRef<RequestFailed | null>(null)
  const keyOf = onceKeys()
  const address = (path = '') => `/plans/${encodeURIComponent(plan.value)}/closings${path}`

  const caught = async <T>(work: () => Promise<T>): Promise<T | null> => {
    failure.value = null
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      failure.value = error
      return null
    }
  }
  const load = () => {
    const asked = plan.value
    return caught(async () => {
      const found = await ask<Closing[]>(address())
      if (asked !== plan.value) return
      closings.value = found
      isLoaded.value = true
    })
  }
  const busily = async (work: () => Promise<Closing>): Promise<Closing | null> => {
    isBusy.value = true
    const answer = await caught(work)
    isBusy.value = false
    const refused = failure.value
    await load()
    if (refused) failure.value = refused
    return answer
  }

  const propose = (body: ProposeClosing) =>
    busily(() => send<Closing>(address(), body, { key: keyOf({ body, plan: plan.value, of: closings.value.length }) }))
  const take = <K extends SaidStep>(id: number, step: K, body?: Said[K]) => {
    const steps = closings.value.find(each => each.id === id)?.steps.length
    return busily(() =>
      send<Closing>(address(`/${id}/${step}`), body, { key: keyOf({ id, step, body, steps, plan: plan.value }) }),
    )
  }

  watch(
    plan,
    id => {
      isLoaded.value = false
      closings.value = []
      if (id) load()
    },
    { immediate: true },
  )
  return { closings, isLoaded, isBusy, failure, load, propose, take }
}
export type ClosingsWork = ReturnType<typeof useClosings>
