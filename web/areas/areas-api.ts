import type { AreaPage, Areas, AreaVerdict, AreaWritten, CheckArea, Draft } from '#core/api/areas.ts'
import type { Editors, PresenceBeat } from '#core/api/presence.ts'
import type { ShapeFileAnswer } from '#core/api/shape-file.ts'
import { ask, send } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'

const plan = (id: string) => `/plans/${encodeURIComponent(id)}`
const root = (id: string) => `${plan(id)}/areas`

export const askAreas = (id: string, as_of?: string) => ask<Areas>(root(id), { as_of })
export const askArea = (id: string, area: number, as_of?: string) => ask<AreaPage>(`${root(id)}/${area}`, { as_of })
export const askDrafts = async (id: string) => (await ask<{ drafts: Draft[] }>(`${root(id)}/drafts`)).drafts
export const askDraft = (id: string, draft: number) => ask<Draft>(`${root(id)}/drafts/${draft}`)
export const askCheck = (id: string, body: CheckArea) => send<AreaVerdict>(`${root(id)}/check`, body, { key: newKey() })

/** What can be done with a draft on its way; each has a route of its name. */
export type DraftVerb = 'submit' | 'withdraw' | 'return' | 'comment' | 'notice' | 'objection' | 'publish' | 'discard'

/** `key` is made by the caller and kept while the same thing is tried again. */
export const sendStep = (id: string, draft: number, verb: DraftVerb, body: object, key: string) =>
  send<Draft | AreaWritten>(`${root(id)}/drafts/${draft}/${verb}`, body, { key })
export const sendRetire = (id: string, area: number, body: object, key: string) =>
  send<AreaWritten>(`${root(id)}/${area}/retire`, body, { key })

export const sendShapeFile = (id: string, file: File, options: { crs?: string; datum?: string }) => {
  const form = new FormData()
  form.set('file', file)
  return send<ShapeFileAnswer>(`${root(id)}/shape-file`, form, { query: options })
}

export const askEditors = (id: string) => ask<Editors>(`${plan(id)}/presence`)
export const sendBeat = (id: string, beat: PresenceBeat) => send<Editors>(`${plan(id)}/presence`, beat)
/** Goes out even while the page is closing. */
export const sayLeaving = (id: string, beat: PresenceBeat) =>
  navigator.sendBeacon(
    `/api${plan(id)}/presence`,
    new Blob([JSON.stringify({ ...beat, leaving: true })], { type: 'application/json' }),
  )
