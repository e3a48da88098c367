import { watch } from 'vue'
import { usePlans } from '../plans/plans.store.ts'

const LONGEST_MS = 4000

/** Waits until the open plan shows a write, so that nothing flickers back to how it was; not for ever, where the stream is broken. */
export const untilSeen = (seq: number): Promise<void> => {
  const plans = usePlans()
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = window.setTimeout(done, LONGEST_MS)
    const stop = watch(
      () => (plans.open?.compounds_seq ?? 0) >= seq,
      isSeen => isSeen && queueMicrotask(done),
      { immediate: true },
    )
  })
}
