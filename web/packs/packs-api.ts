import type { Pack } from '#core/api/packs.ts'
import { ask, send } from '../api/client.ts'
import { contentHash } from './content-hash.ts'

const at = (plan: string) => `/plans/${encodeURIComponent(plan)}`
/** A film over a poor connection. */
const UPLOAD_MS = 10 * 60_000

export const askPacks = (plan: string, closing: number) => ask<Pack[]>(`${at(plan)}/packs`, { closing })
export const askPack = (plan: string, id: number) => ask<Pack>(`${at(plan)}/packs/${id}`)
export const beginPack = (plan: string, closing: number, film: boolean) =>
  send<Pack>(`${at(plan)}/packs`, { closing, film })
export const makePack = (plan: string, id: number) => send<Pack>(`${at(plan)}/packs/${id}/make`)
export const cancelPack = (plan: string, id: number) =>
  send<Pack>(`${at(plan)}/packs/${id}`, undefined, { method: 'DELETE' })
export const zipAddress = (plan: string, id: number) => `/api${at(plan)}/packs/${id}/zip`

/** Brings a part; content that is there already is not taken twice. */
export const bringPart = async (plan: string, id: number, name: string, content: Blob, stop: AbortSignal) =>
  send<Pack>(`${at(plan)}/packs/${id}/parts/${name}`, new Blob([content], { type: 'application/octet-stream' }), {
    method: 'PUT',
    headers: { 'x-content-sha256': await contentHash(content) },
    signal: AbortSignal.any([stop, AbortSignal.timeout(UPLOAD_MS)]),
  })
