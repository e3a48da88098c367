import type { PlanEvent } from '#core/api/plans.ts'
import type { Connection } from '../db/connect.ts'
import { CHANNEL } from '../db/write.ts'

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
    payload => tell(JSON.parse(payload) as PlanEvent),
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
