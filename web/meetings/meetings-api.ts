import type { Meeting, MeetingDocument, MeetingMonth, MeetingProposal } from '#core/api/meetings.ts'
import { ask, send } from '../api/client.ts'

const at = (plan: string, path = '') => `/plans/${encodeURIComponent(plan)}/meetings${path}`

export const askMonths = (plan: string) => ask<MeetingMonth[]>(at(plan, '/months'))
export const askProposal = (plan: string, { kind, month }: { kind: string; month: string }, signal?: AbortSignal) =>
  ask<MeetingProposal>(at(plan, '/proposal'), { kind, month }, signal)

export const createMeeting = (
  plan: string,
  body: { kind: string; month: string; document: MeetingDocument },
  key: string,
) => send<Meeting>(at(plan), body, { key })

export const saveMeeting = (
  plan: string,
  id: number,
  body: { version: number; document: MeetingDocument },
  key: string,
) => send<Meeting>(at(plan, `/${id}`), body, { method: 'PUT', key })

/** Where a meeting's photo is shown from, for whoever may look at the meeting. */
export const addressOfPhoto = (plan: string, meeting: number, sha256: string) =>
  `/api${at(plan, `/${meeting}/photos/${sha256}`)}`
