import type { Bulletin, BulletinFacts, BulletinText } from '#core/api/bulletins.ts'
import { ask, send } from '../api/client.ts'

const at = (plan: string) => `/plans/${plan}/bulletins`

export const askBulletins = (plan: string) => ask<Bulletin[]>(at(plan))
export const askBulletin = (plan: string, id: number) => ask<Bulletin>(`${at(plan)}/${id}`)
export const askFacts = (plan: string, id: number) => ask<BulletinFacts>(`${at(plan)}/${id}/facts`)
export const sendBegin = (plan: string, body: { closing: number; template: string }, key: string) =>
  send<Bulletin>(at(plan), body, { key })
export const sendText = (plan: string, id: number, body: { version: number; text: BulletinText }, key: string) =>
  send<Bulletin>(`${at(plan)}/${id}`, body, { method: 'PUT', key })
export const sendIssue = (plan: string, id: number, body: { version: number }, key: string) =>
  send<Bulletin>(`${at(plan)}/${id}/issue`, body, { key })

/** Where a bulletin's file is: made now of a draft, kept of an issued one. */
export const fileAddress = (plan: string, id: number, kind: 'docx' | 'xlsx') =>
  `/api${at(plan)}/${id}/file?kind=${kind}`
