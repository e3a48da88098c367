import type { BatchRow } from '#core/api/batches.ts'
import type { FailureCode } from '../api/client.ts'
import type { KeptStore } from './kept-store.ts'

/** A file on its way: its content until the server has it, then its hash. */
export interface ParcelFile {
  kind: string
  name: string
  content: Blob
  sha256: string | null
}

/**
 * One report as it waits in the outbox. `key` is made once and kept over all attempts; it changes only when a refused one
 * is corrected. `waits`: to be sent; `stopped`: by hand; `refused`: by the server, which kept nothing of it.
 */
export interface Parcel {
  key: string
  plan: string
  account: string
  subject: number
  subject_name: string
  /** What was reported, in a word; for the list. */
  said: string
  made_at: string
  files: ParcelFile[]
  rows: BatchRow[]
  /** Which of the rows the files are evidence of. */
  evidence_of: number
  new_organisations: string[]
  state: 'waits' | 'stopped' | 'refused'
  failure: { code: FailureCode; detail: string } | null
  tries: number
}

export type ParcelStore = KeptStore<Parcel>
