import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { BatchWritten } from '#core/api/batches.ts'
import { send } from '../api/client.ts'
import { sendFile } from '../files/send-file.ts'
import { makeOutbox } from './outbox.ts'
import type { Parcel } from './parcel.ts'
import { openParcelStore } from './parcel-store.ts'

const SOONEST_MS = 2000
const LATEST_MS = 60_000

/** The outbox of this browser: sent when something is added, when the line comes back, and again and again with longer pauses. */
export const useOutbox = (account: Ref<string | null>, written: () => void) => {
  const parcels = shallowRef<readonly Parcel[]>([])
  /** How far the file that is on its way has come, 0 to 1. */
  const share = shallowRef<{ key: string; name: string; share: number } | null>(null)
  const unkept = shallowRef(false)
  let timer = 0

  const outbox = makeOutbox({
    store: openParcelStore(),
    account: () => account.value,
    upload: async ({ key, plan, subject }, { name, content }) => {
      const progress = (now: number) => {
        share.value = { key, name, share: now }
      }
      const { sha256 } = await sendFile(content, { plan, subject, name, progress })
      share.value = null
      return sha256
    },
    post: async ({ key, plan, new_organisations }, rows) => {
      await send<BatchWritten>(`/plans/${plan}/observations/batch`, { rows, new_organisations }, { key })
      written()
    },
    changed: now => {
      parcels.value = now
    },
  })

  const waiting = computed(() => parcels.value.filter(each => each.state === 'waits' && each.account === account.value))

  const flush = async () => {
    clearTimeout(timer)
    await outbox.flush()
    share.value = null
    const tries = Math.max(0, ...waiting.value.map(each => each.tries))
    if (waiting.value.length > 0)
      timer = window.setTimeout(flush, Math.min(LATEST_MS, SOONEST_MS * 2 ** tries) * (0.75 + Math.random() / 2))
  }
  const awake = () => {
    if (document.visibilityState === 'visible') void flush()
  }

  const ready = outbox.load().then(flush, () => {
    unkept.value = true
  })
  watch(account, async () => {
    await ready
    await flush()
  })
  addEventListener('online', flush)
  document.addEventListener('visibilitychange', awake)
  onScopeDispose(() => {
    clearTimeout(timer)
    removeEventListener('online', flush)
    document.removeEventListener('visibilitychange', awake)
  })

  const add = async (parcel: Parcel) => {
    await outbox.add(parcel)
    void flush()
  }
  const resume = async (key: string) => {
    await outbox.resume(key)
    void flush()
  }

  return { parcels, share, unkept, add, resume, stop: outbox.stop, drop: outbox.drop, flush }
}
export type UsedOutbox = ReturnType<typeof useOutbox>
