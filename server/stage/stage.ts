import type { Stage } from '#core/api/meetings.ts'

/** How long a presenter is taken to be there after its last word. */
export const SILENT_MS = 60_000

export interface Shown {
  presenter: string
  account_name: string
  scene: string
  at: string | null
  /** Whether it means to present from now on, whoever presented before. */
  takes: boolean
}

type Heard = (stage: Stage | null) => void

/** Who presents a meeting and which scene, in this process's memory: a page that presents says it again and again. */
export const makeStages = (now: () => number) => {
  const live = new Map<string, { stage: Stage; seen: number }>()
  const listening = new Map<string, Set<Heard>>()

  const keyOf = (plan: string, meeting: number) => `${plan} ${meeting}`
  const tell = (key: string) => {
    for (const heard of listening.get(key) ?? []) heard(live.get(key)?.stage ?? null)
  }
  const heldBy = (key: string) => {
    const held = live.get(key)
    return held && now() - held.seen <= SILENT_MS ? held : null
  }

  return {
    /** What is shown now: the page's own word, or that of the page that took over. */
    show(plan: string, meeting: number, { presenter, account_name, scene, at, takes }: Shown): Stage {
      const key = keyOf(plan, meeting)
      const held = heldBy(key)
      const isOwn = held?.stage.presenter === presenter
      if (held && !isOwn && !takes) return held.stage
      const since = isOwn ? held.stage.since : new Date(now()).toISOString()
      const stage: Stage = { meeting, presenter, account_name, scene, at, since }
      live.set(key, { stage, seen: now() })
      if (!isOwn || held.stage.scene !== scene || held.stage.at !== at) tell(key)
      return stage
    },
    at: (plan: string, meeting: number): Stage | null => heldBy(keyOf(plan, meeting))?.stage ?? null,
    /** Ends the stages whose page has been silent too long, and tells who follows them. */
    forget(): void {
      for (const key of live.keys())
        if (!heldBy(key)) {
          live.delete(key)
          tell(key)
        }
    },
    listen(plan: string, meeting: number, heard: Heard): () => void {
      const key = keyOf(plan, meeting)
      const all = listening.get(key) ?? new Set()
      listening.set(key, all.add(heard))
      return () => {
        all.delete(heard)
        if (all.size === 0) listening.delete(key)
      }
    },
  }
}
