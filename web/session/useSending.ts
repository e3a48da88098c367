import { ref } from 'vue'
import { failureKey } from './failure-text.ts'

/** A form's one button: busy while it sends, the sentence of what went wrong after it. */
export const useSending = () => {
  const isBusy = ref(false)
  const failure = ref<string | null>(null)
  const sending = async (work: () => Promise<void>) => {
    isBusy.value = true
    failure.value = null
    try {
      await work()
    } catch (error) {
      failure.value = failureKey(error)
    } finally {
      isBusy.value = false
    }
  }
  return { isBusy, failure, sending }
}
