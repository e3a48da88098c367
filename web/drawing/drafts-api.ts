import type { AreaVerdict, CheckArea, Draft, NewDraft, SaveDraft, Surroundings } from '#core/api/areas.ts'
import { ask, send } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'

const root = (plan: string) => `/plans/${encodeURIComponent(plan)}/areas`

/** What autosave asks of the server. */
export interface DraftServer {
  create(body: NewDraft, once: string): Promise<Draft>
  save(id: number, body: SaveDraft): Promise<Draft>
  read(id: number): Promise<Draft>
}

export const draftServer = (plan: string): DraftServer => ({
  create: (body, once) => send<Draft>(`${root(plan)}/drafts`, body, { key: once }),
  save: (id, body) => send<Draft>(`${root(plan)}/drafts/${id}`, body, { method: 'PUT' }),
  read: id => ask<Draft>(`${root(plan)}/drafts/${id}`),
})

export const askSurroundings = (plan: string, bbox: readonly number[], signal?: AbortSignal) =>
  ask<Surroundings>(`${root(plan)}/surroundings`, { bbox: bbox.map(each => each.toFixed(7)).join(',') }, signal)

/** The server's judgement; the key is new each time, for nothing is written. */
export const askVerdict = (plan: string, body: CheckArea, signal: AbortSignal) =>
  send<AreaVerdict>(`${root(plan)}/check`, body, { key: newKey(), signal })
