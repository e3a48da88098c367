import type { PresenceBeat } from '#core/api/presence.ts'

/** How long one is taken to be there after the last sign of life. */
export const FORGOTTEN_MS = 45_000
/** Signs of life kept for one account; the oldest goes first. */
const MOST_PER_ACCOUNT = 40

interface Present {
  plan: string
  draft: number | null
  area: number | null
  account: string
  name: string
  tab: string
  since: number
  seen: number
}

/** Who is editing what, in this process's memory: one process serves a county, and a restart forgets nothing that the next heartbeat does not say again. */
export const makePresence = (now: () => number) => {
  const all = new Map<string, Present>()

  const keyOf = (account: string, plan: string, { draft, area, tab }: PresenceBeat) =>
    JSON.stringify([account, plan, draft ?? null, area ?? null, tab])
  const forget = () => {
    for (const [key, { seen }] of all) if (now() - seen > FORGOTTEN_MS) all.delete(key)
  }
  const bound = (account: string) => {
    const own = [...all].filter(([, each]) => each.account === account).sort(([, a], [, b]) => a.seen - b.seen)
    for (const [key] of own.slice(0, Math.max(0, own.length - MOST_PER_ACCOUNT))) all.delete(key)
  }

  return {
    beat(plan: string, { id, name }: { id: string; name: string }, beat: PresenceBeat): void {
      const key = keyOf(id, plan, beat)
      if (beat.leaving) {
        all.delete(key)
        return
      }
      const { draft = null, area = null, tab } = beat
      const known = all.get(key)
      const since = known && now() - known.seen <= FORGOTTEN_MS ? known.since : now()
      all.set(key, { plan, draft, area, account: id, name, tab, since, seen: now() })
      bound(id)
    },
    /** Everybody at work on a plan, who came first first. */
    at(plan: string): readonly Present[] {
      forget()
      return [...all.values()].filter(each => each.plan === plan).sort((a, b) => a.since - b.since)
    },
  }
}
export type Presence = ReturnType<typeof makePresence>
