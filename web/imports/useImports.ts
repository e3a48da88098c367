import { type Ref, shallowRef, watch } from 'vue'
import type { ImportList } from '#core/imports/import-answer.ts'
import { ask, RequestFailed, send } from '../api/client.ts'

type Undone = { seq: number; withdrawn: number; kept: number; shapes: number }

/** The imports a plan has had, and taking one back. */
export const useImports = (plan: Ref<string>, changed: () => void = () => {}) => {
  const imports = shallowRef<ImportList['imports']>([])
  const undone = shallowRef<Undone | null>(null)
  const failure = shallowRef<RequestFailed | null>(null)
  const isBusy = shallowRef(false)

  const tried = async (work: () => Promise<void>) => {
    failure.value = null
    try {
      await work()
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      failure.value = error
    }
  }
  const load = () =>
    tried(async () => {
      imports.value = (await ask<ImportList>(`/plans/${plan.value}/imports`)).imports
    })
  const undo = async (seq: number) => {
    isBusy.value = true
    await tried(async () => {
      undone.value = await send<Undone>(`/plans/${plan.value}/imports/${seq}`, undefined, { method: 'DELETE' })
      await load()
      changed()
    })
    isBusy.value = false
  }
  watch(plan, id => id && load(), { immediate: true })

  return { imports, undone, failure, isBusy, load, undo }
}
export type Imports = ReturnType<typeof useImports>
