import type { Db, Trx } from '../../../server/db/database.ts'
import { recordWrite, type Write } from '../../../server/db/write.ts'
import type { Moment } from '../types.ts'

/** What acts about meetings have made so far: ids by `kind month`, of cases with their place in the meeting. */
export interface MeetingsMade {
  meetings: Map<string, number>
  closings: Map<string, number>
  cases: Map<string, number>
}

/** One write about a meeting: creating it, saving it, taking its figures, noting a case … each noun tells its own. */
export interface DemoAct {
  recorded_at: Moment
  account: string
  action: string
  note: string
  play(trx: Trx, write: Write, made: MeetingsMade): Promise<void>
}

/** Plays acts between a county's other writes: each once its moment has come and what was `before` it is loaded, the rest with null. */
export function makeActLoader(
  db: Db,
  plan: string,
  acts: readonly DemoAct[],
  before: { upTo(moment: string): Promise<void> },
) {
  const waiting = acts.toSorted((a, b) => a.recorded_at.localeCompare(b.recorded_at))
  const made: MeetingsMade = { meetings: new Map(), closings: new Map(), cases: new Map() }
  const play = ({ play, ...options }: DemoAct) => recordWrite(db, plan, options, (trx, write) => play(trx, write, made))
  return {
    async upTo(moment: string | null) {
      while (waiting[0] && (moment === null || waiting[0].recorded_at < moment)) {
        const act = waiting.shift()!
        await before.upTo(act.recorded_at)
        await play(act)
      }
    },
  }
}
