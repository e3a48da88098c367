import type { Case, Cases, MeetingRecord, OpenCase, StepCase } from '#core/api/cases.ts'
import { ask, send } from '../api/client.ts'

type Written = { id: number; seq: number; recorded_at: string }

const of = (plan: string) => `/plans/${encodeURIComponent(plan)}`

/** Every case one may see, newest first. */
export const askAllCases = async (plan: string): Promise<Case[]> => {
  const all: Case[] = []
  for (let cursor: number | null | undefined; cursor !== null; ) {
    const page: Cases = await ask<Cases>(`${of(plan)}/cases`, { cursor })
    all.push(...page.cases)
    cursor = page.cursor
  }
  return all
}
export const askRecord = (plan: string, meeting: number) => ask<MeetingRecord>(`${of(plan)}/meetings/${meeting}/record`)

export const sendCase = (plan: string, body: OpenCase, key: string) => send<Written>(`${of(plan)}/cases`, body, { key })
export const sendCaseStep = (plan: string, id: number, body: StepCase, key: string) =>
  send<Written>(`${of(plan)}/cases/${id}/steps`, body, { key })
export const closeRecord = (plan: string, meeting: number, key: string) =>
  send<Written>(`${of(plan)}/meetings/${meeting}/record`, {}, { key })
export const reopenRecord = (plan: string, meeting: number, reason: string, key: string) =>
  send<Written>(`${of(plan)}/meetings/${meeting}/record/reopen`, { reason }, { key })
