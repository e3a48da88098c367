import type { DraftBody } from '#core/api/areas.ts'

/** What is kept on this machine until the server has it. */
export interface KeptDraft {
  key: string
  plan: string
  /** The server's id; null before the first save. */
  draft: number | null
  /** The version it was made from. */
  version: number | null
  area: number | null
  based_on: number | null
  body: DraftBody
  /** The key its first save is sent with, however often. */
  once: string
  kept_at: string
}

/** Where drafts are kept that the server does not have yet. */
export interface DraftStore {
  get(key: string): Promise<KeptDraft | null>
  put(kept: KeptDraft): Promise<void>
  remove(key: string): Promise<void>
  ofPlan(plan: string): Promise<KeptDraft[]>
}
