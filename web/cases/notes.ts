import type { OpenCase } from '#core/api/cases.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import type { KeptStore } from '../report/kept-store.ts'
import { isPassing } from '../report/outbox.ts'

/** One case as it was noted, until the server has it. `key` is made once: sent a second time it is the same case. */
export interface Note {
  key: string
  plan: string
  account: string
  body: OpenCase
  owner_name: string | null
  subject_name: string | null
  made_at: string
  /** `waits`: to be sent; `refused`: by the server, which kept nothing of it. */
  state: 'waits' | 'refused'
  failure: { code: FailureCode; detail: string } | null
  tries: number
}

export interface NotesOptions {
  store: KeptStore<Note>
  /** Who is signed in; a note is sent in nobody else's name. */
  account: () => string | null
  post: (note: Note) => Promise<unknown>
  changed: (notes: readonly Note[]) => void
}

const failureOf = (error: unknown): NonNullable<Note['failure']> =>
  error instanceof RequestFailed
    ? { code: error.code, detail: error.message }
    : { code: 'offline', detail: String(error) }

const inOrder = (notes: Note[]) => notes.sort((a, b) => a.made_at.localeCompare(b.made_at))

/** Keeps notes on this computer first and sends them afterwards, in their order; one leaves only when the server has it. */
export const makeNotes = ({ store, account, post, changed }: NotesOptions) => {
  let notes: Note[] = []
  let running: Promise<void> | null = null

  const keep = async (note: Note) => {
    await store.put(note)
    notes = inOrder([...notes.filter(({ key }) => key !== note.key), note])
    changed(notes)
  }
  const drop = async (key: string) => {
    await store.remove(key)
    notes = notes.filter(note => note.key !== key)
    changed(notes)
  }
  const load = async () => {
    notes = inOrder(await store.all())
    changed(notes)
  }

  /** Whether the line is good enough to go on with the next one. */
  const send = async (note: Note): Promise<boolean> => {
    try {
      await post(note)
      await drop(note.key)
      return true
    } catch (error) {
      const failure = failureOf(error)
      const passing = isPassing(failure.code)
      await keep({ ...note, failure, tries: note.tries + 1, state: passing ? 'waits' : 'refused' })
      return !passing
    }
  }
  const sendAll = async () => {
    for (const note of notes.filter(({ state, account: by }) => state === 'waits' && by === account()))
      if (!(await send(note))) return
  }
  const flush = (): Promise<void> => {
    running ??= sendAll().finally(() => {
      running = null
    })
    return running
  }
  return { load, add: keep, drop, flush }
}
