import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { send } from '../api/client.ts'
import { keptStore } from '../report/kept-store.ts'
import { makeNotes, type Note } from './notes.ts'

const SOONEST_MS = 2000
const LATEST_MS = 30_000

/** The notes of this browser for one plan: sent at once, when the line comes back, and again and again with longer pauses. */
export const useNotes = (plan: Ref<string>, account: Ref<string | null>, sent: () => void) => {
  const all = shallowRef<readonly Note[]>([])
  /** Whether this browser keeps nothing (a private window): then a note lives only as long as the page. */
  const unkept = shallowRef(false)
  let timer = 0

  const notes = makeNotes({
    store: keptStore<Note>('fullcover-notes', 'notes'),
    account: () => account.value,
    post: async ({ plan: of, body, key }) => {
      await send(`/plans/${of}/cases`, body, { key })
      sent()
    },
    changed: now => {
      all.value = [...now]
    },
  })
  const pending = computed(() => all.value.filter(note => note.plan === plan.value && note.account === account.value))
  const waiting = computed(() => pending.value.filter(({ state }) => state === 'waits'))

  const flush = async () => {
    clearTimeout(timer)
    await notes.flush()
    const tries = Math.max(0, ...waiting.value.map(note => note.tries))
    if (waiting.value.length > 0)
      timer = window.setTimeout(flush, Math.min(LATEST_MS, SOONEST_MS * 2 ** tries) * (0.75 + Math.random() / 2))
  }
  const ready = notes.load().then(flush, () => {
    unkept.value = true
  })
  watch(account, async () => {
    await ready
    await flush()
  })
  addEventListener('online', flush)
  onScopeDispose(() => {
    clearTimeout(timer)
    removeEventListener('online', flush)
  })
  const add = async (note: Note) => {
    await notes.add(note)
    void flush()
  }
  return { pending, unkept, add, drop: notes.drop, flush }
}
