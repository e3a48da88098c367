import type { Case, Cases } from '#core/api/cases.ts'
import type { Stage } from '#core/api/meetings.ts'
import type { ShowStage, StageNow } from '#core/api/stage.ts'
import { ask, send } from '../api/client.ts'

const of = (plan: string) => `/plans/${encodeURIComponent(plan)}`
const ofMeeting = (plan: string, meeting: number) => `${of(plan)}/meetings/${meeting}`

/** Every case of a plan as it stands on a day. */
export const askCases = async (plan: string, as_of: string): Promise<Case[]> => {
  const all: Case[] = []
  for (let cursor: number | null | undefined; cursor !== null; ) {
    const page: Cases = await ask<Cases>(`${of(plan)}/cases`, { as_of, cursor })
    all.push(...page.cases)
    cursor = page.cursor
  }
  return all
}

export const photoAddress = (plan: string, meeting: number, sha256: string) =>
  `/api${ofMeeting(plan, meeting)}/photos/${sha256}`

export const tellStage = (plan: string, meeting: number, said: ShowStage) =>
  send<Stage>(`${ofMeeting(plan, meeting)}/stage`, said, { method: 'PUT', signal: AbortSignal.timeout(8000) })
export const askStage = (plan: string, meeting: number) => ask<StageNow>(`${ofMeeting(plan, meeting)}/stage`)
export const stageEvents = (plan: string, meeting: number) => `/api${ofMeeting(plan, meeting)}/stage/events`
