import { Check } from 'typebox/value'
import { PlanEvent } from '#core/api/plans.ts'
import type { Connection } from '../db/connect.ts'
import { CHANNEL } from '../db/write.ts'

/** Anybody on the database may notify: what is no event of ours is left alone. */
function eventOf(payload: string): PlanEvent | null {
  try {
    const event: unknown = JSON.parse(payload)
    return Check(PlanEvent, event) ? event : null
  } catch {
    return null
  }
}

export type Heard = (event: PlanEvent | 'reconnected') => void

/** Spreads the database's notifications to whoever listens in this process. */
export interface Listeners {
  listen(heard: Heard): () => void
  close(): Promise<void>
}

export async function openListeners(connection: Connection): Promise<Listeners> {
  const all = new Set<Heard>()
  const tell = (event: PlanEvent | 'reconnected') => {
    for (const heard of all) heard(event)
  }
  const stop = await connection.listen(
    CHANNEL,
    payload => {
      const event = eventOf(payload)
      if (event) tell(event)
    },
    () => tell('reconnected'),
  )
  return {
    listen: heard => {
      all.add(heard)
      return () => all.delete(heard)
    },
    close: stop,
  }
}
