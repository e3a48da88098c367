import { ref, shallowRef } from 'vue'
import type { Draft, DraftBody } from '#core/api/areas.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import type { DraftStore, KeptDraft } from './draft-store.ts'
import type { DraftServer } from './drafts-api.ts'
import { sameBody } from './same-body.ts'

/** saved: the server has it; waiting, saving, offline: kept here and on its way; conflict, refused: kept here until somebody acts. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused'

/** As it would be sent: without what only looks like a list or an object. */
const plain = (body: DraftBody): DraftBody => JSON.parse(JSON.stringify(body))

export interface AutosaveOptions {
  store: DraftStore
  server: DraftServer
  /** What to keep now; `version` and `draft` are autosave's own. */
  kept: Omit<KeptDraft, 'body' | 'kept_at'>
  body: () => DraftBody
  wait_ms?: number
  retry_ms?: number
  now?: () => string
}

const WAIT_MS = 4000
const RETRY_MS = 10_000

const codeOf = (error: unknown): FailureCode => (error instanceof RequestFailed ? error.code : 'internal')
const STALE: readonly FailureCode[] = ['changed_meanwhile', 'area_changed']
/** Asking again may help. */
const PASSING: readonly FailureCode[] = ['offline', 'busy', 'database_away', 'too_many', 'internal', 'storage_full']

/** Keeps every change on this machine at once and sends it some seconds later, one request at a time. Nothing is forgotten here before the server said it has it. */
export const makeAutosave = (options: AutosaveOptions) => {
  const { store, server, body, wait_ms = WAIT_MS, retry_ms = RETRY_MS, now = () => new Date().toISOString() } = options
  const state = ref<SaveState>('saved')
  /** Why the server refused it. */
  const failure = ref<FailureCode | null>(null)
  const id = ref(options.kept.draft)
  const saved = shallowRef<{ version: number; at: string } | null>(null)
  const conflict = shallowRef<Draft | null>(null)
  /** Whether this machine keeps what is not sent yet; private windows and full disks do not. */
  const keeps = ref(true)

  let version = options.kept.version
  let known: Draft | null = null
  let touched = 0
  let sent = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null
  let writing: Promise<void> = Promise.resolve()

  const write = (work: () => Promise<void>) => {
    writing = writing.then(work).then(
      () => {
        keeps.value = true
      },
      () => {
        keeps.value = false
      },
    )
    return writing
  }
  const keep = () => {
    const kept: KeptDraft = { ...options.kept, draft: id.value, version, kept_at: now(), body: plain(body()) }
    return write(() => store.put(kept))
  }
  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(flush, ms)
  }

  const accept = (draft: Draft) => {
    id.value = draft.id
    version = draft.version
    known = draft
    saved.value = { version: draft.version, at: draft.saved_at }
    failure.value = null
  }
  const request = (now_sent: DraftBody): Promise<Draft> =>
    id.value === null || version === null
      ? server.create({ ...now_sent, area: options.kept.area, based_on: options.kept.based_on }, options.kept.once)
      : server.save(id.value, { ...now_sent, version })

  const attempt = async (): Promise<boolean> => {
    const at = touched
    const now_sent = body()
    // What the server has already is no version of its own: it would meet whoever saved it as a conflict.
    if (known?.version === version && sameBody(known, now_sent)) return arrived(at)
    state.value = 'saving'
    try {
      accept(await request(now_sent))
    } catch (error) {
      return failed(codeOf(error), now_sent, at)
    }
    return arrived(at)
  }
  const arrived = async (at: number): Promise<boolean> => {
    sent = at
    if (touched !== at) {
      state.value = 'waiting'
      await keep()
      later(wait_ms)
      return false
    }
    state.value = 'saved'
    await write(() => store.remove(options.kept.key))
    return touched === at
  }
  const failed = async (code: FailureCode, now_sent: DraftBody, at: number): Promise<boolean> => {
    failure.value = code
    if (STALE.includes(code) && id.value !== null) {
      const theirs = await server.read(id.value).catch(() => null)
      // An answer that was lost on its way: the other save is our own.
      if (theirs && sameBody(theirs, now_sent)) {
        accept(theirs)
        return arrived(at)
      }
      if (theirs) {
        conflict.value = theirs
        state.value = 'conflict'
        return false
      }
    }
    const passing = PASSING.includes(code) || STALE.includes(code)
    state.value = passing ? 'offline' : 'refused'
    if (passing) later(retry_ms)
    else if (touched !== at) later(wait_ms)
    return false
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer)
    if (conflict.value) return Promise.resolve(false)
    running ??= attempt().finally(() => {
      running = null
    })
    return running
  }

  return {
    state,
    failure,
    id,
    saved,
    conflict,
    keeps,
    /** Something changed. */
    touch() {
      touched++
      keep()
      if (conflict.value) return
      if (state.value !== 'saving') state.value = 'waiting'
      later(wait_ms)
    },
    /** True once the server has what stands now. */
    async save(): Promise<boolean> {
      if (running) await running
      return touched === sent && state.value === 'saved' && id.value !== null ? true : flush()
    },
    /** What stands next is made from theirs, by whatever choice. */
    settle() {
      if (conflict.value) accept(conflict.value)
      conflict.value = null
    },
    accept,
    /** What stands was made from an earlier version than the one that was opened; the next save says so. */
    madeFrom(earlier: number) {
      version = earlier
    },
    async stop() {
      clearTimeout(timer)
      await writing
    },
  }
}
export type Autosave = ReturnType<typeof makeAutosave>
