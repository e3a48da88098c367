import type { Site } from '#core/api/meetings.ts'
import { addMeeting, meetingOf, reviseMeeting } from '../../../server/meetings/meetings.queries.ts'
import { proposalOf } from '../../../server/meetings/proposal-of.ts'
import type { Moment } from '../types.ts'
import type { DemoAct } from './acts.ts'

/** A meeting created as proposed with what was known then, and saved once with what is told at each kind of stop. */
export interface DemoMeeting {
  kind: string
  month: string
  created_at: Moment
  saved_at: Moment
  place: string
  notes: Partial<Record<Site['kind'], string>>
}

/** Preparing the meetings, as the office did it. */
export const preparing = (meetings: readonly DemoMeeting[]): DemoAct[] =>
  meetings.flatMap(({ kind, month, created_at, saved_at, place, notes }) => {
    const key = `${kind} ${month}`
    return [
      {
        recorded_at: created_at,
        account: 'office',
        action: 'create_meeting',
        note: month,
        play: async (trx, write, { meetings: made }) => {
          const { document } = await proposalOf(trx, write.plan, { kind, month })
          made.set(key, await addMeeting(trx, write, { kind, month, document }))
        },
      },
      {
        recorded_at: saved_at,
        account: 'office',
        action: 'save_meeting',
        note: month,
        play: async (trx, write, { meetings: made }) => {
          const { id, version, document } = (await meetingOf(trx, write.plan, made.get(key)!))!
          const sites = document.sites.map(site => ({ ...site, note: notes[site.kind] ?? null }))
          await reviseMeeting(trx, write, { id, version: version + 1, document: { ...document, place, sites } })
        },
      },
    ] satisfies DemoAct[]
  })
