import { ApiError } from '#core/api/errors.ts'
import type { MeetingProposal } from '#core/api/meetings.ts'
import { meetingAhead, proposeMeeting } from '#core/meetings/propose-meeting.ts'
import { ledgerRows } from '../compounds/compounds.queries.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import { historyOf } from '../coverage/progress-of.ts'
import type { Trx } from '../db/database.ts'
import { divisionsOf, namedOf } from '../divisions/divisions.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { calendar } from './calendar.ts'
import { meetingsOf } from './meetings.queries.ts'

/** What a month's meeting begins with, by how the plan's compounds stand now. */
export async function proposalOf(
  trx: Trx,
  plan: string,
  { kind, month }: { kind: string; month: string },
): Promise<MeetingProposal> {
  const { head, document } = await planOf(trx, plan)
  if (!document.meetings.some(({ id }) => id === kind))
    throw new ApiError('unknown_meeting', `方案里没有“${kind}”这个会。`)
  const ahead = meetingAhead(document, { kind, month, today: head.today }, calendar)
  if (!ahead) throw new ApiError('day_out_of_range', `方案在 ${month} 没有安排这个会。`)
  const day = ahead.judged_on
  const { indicator } = document.headline
  const ground = {
    document,
    divisions: await divisionsOf(trx, plan, day, null),
    organisations: await namedOf(trx, plan, 'organisation', day),
    compounds: await ledgerRows(trx, {
      plan,
      as_of: day,
      basis: 'reported',
      known: null,
      shown: shownIndicator(document),
    }),
    histories: new Map([[indicator, await historyOf(trx, await planOf(trx, plan, { as_of: day }), indicator)]]),
  }
  const earlier = (await meetingsOf(trx, plan)).filter(each => each.month < month)
  const visited = new Set(earlier.flatMap(each => each.document.sites.map(({ subject }) => subject)))
  return proposeMeeting(ground, { kind, month, ahead, visited })
}
