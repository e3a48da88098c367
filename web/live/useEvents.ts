import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { STREAM_BACK } from '../version/served-build.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000
/** A server that starts again is not asked by everybody at once: pages whose stream broke come back over this time. */
const SPREAD_MS = 12_000

export interface EventsOptions<T> {
  address: Ref<string | null>
  onEvent: (event: T) => void
}

/**
 * Follows a stream of events for as long as its scope lives. When the stream breaks the moment is kept in `lost_at`, and it is
 * opened again after a growing wait, spread at random so that a room of walls does not come back in one stroke.
 */
export const useEvents = <T>({ address, onEvent }: EventsOptions<T>) => {
  const lost_at = ref<Date | null>(null)
  let source: EventSource | null = null
  let timer = 0
  let wait = FIRST_WAIT_MS

  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  const lose = () => {
    const spread = source && !lost_at.value ? Math.random() * SPREAD_MS : 0
    lost_at.value ??= new Date()
    close()
    timer = window.setTimeout(listen, wait * (0.75 + Math.random() / 2) + spread)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }

  const listen = () => {
    close()
    if (!address.value) return
    source = new EventSource(address.value)
    source.onmessage = message => {
      if (lost_at.value) dispatchEvent(new Event(STREAM_BACK))
      lost_at.value = null
      wait = FIRST_WAIT_MS
      onEvent(JSON.parse(message.data) as T)
    }
    source.onerror = lose
  }

  const retry = () => {
    if (lost_at.value) listen()
  }

  watch(address, listen, { immediate: true })
  window.addEventListener('online', retry)
  window.addEventListener('offline', lose)
  onScopeDispose(() => {
    window.removeEventListener('online', retry)
    window.removeEventListener('offline', lose)
    close()
  })

  return { lost_at }
}
