import { watch } from 'vue'
import { useDesk } from '../desk/useDesk.ts'
import { useInbox } from './inbox.store.ts'

/** The inbox of the plan that is open on the desk, asked for anew with every write. */
export const useInboxHere = () => {
  const desk = useDesk()
  const store = useInbox()
  watch(
    () => [desk.open.value?.page.id, desk.open.value?.page.seq] as const,
    ([plan]) => {
      if (plan) void store.load(plan)
    },
    { immediate: true },
  )
  return { desk, store }
}
