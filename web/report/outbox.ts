import { evidenceItem } from '#core/files/evidence.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import type { Parcel, ParcelFile, ParcelStore } from './parcel.ts'

export interface OutboxOptions {
  store: ParcelStore
  /** Who is signed in; a parcel is sent in nobody else's name. */
  account: () => string | null
  upload: (parcel: Parcel, file: ParcelFile) => Promise<string>
  post: (parcel: Parcel, rows: Parcel['rows']) => Promise<void>
  /** Told whenever the list is another one. */
  changed: (parcels: readonly Parcel[]) => void
}

/** Answers after which the same request may well succeed. Every other one is the server's last word on it. */
const PASSING: readonly FailureCode[] = [
  'offline',
  'not_signed_in',
  'password_due',
  'totp_due',
  'locked',
  'too_many',
  'busy',
  'database_away',
  'storage_full',
  'internal',
]
export const isPassing = (code: FailureCode): boolean => PASSING.includes(code)

const failureOf = (error: unknown): NonNullable<Parcel['failure']> =>
  error instanceof RequestFailed
    ? { code: error.code, detail: error.message }
    : { code: 'offline', detail: String(error) }

/**
 * Sends what was reported, files first, then the rows under the parcel's key. A parcel leaves the store only after the server
 * has said that it is written; the key makes a second sending of the same one harmless.
 */
export const makeOutbox = ({ store, account, upload, post, changed }: OutboxOptions) => {
  let parcels: Parcel[] = []
  let running: Promise<void> | null = null

  const tell = () => changed([...parcels])
  const keep = async (parcel: Parcel) => {
    await store.put(parcel)
    parcels = [...parcels.filter(({ key }) => key !== parcel.key), parcel].sort((a, b) =>
      a.made_at.localeCompare(b.made_at),
    )
    tell()
  }
  const forget = async (key: string) => {
    await store.remove(key)
    parcels = parcels.filter(each => each.key !== key)
    tell()
  }
  const find = (key: string) => parcels.find(each => each.key === key)

  const load = async () => {
    parcels = (await store.all()).sort((a, b) => a.made_at.localeCompare(b.made_at))
    tell()
  }

  /** Whether it has gone; what keeps it is written on the parcel. */
  const send = async (key: string): Promise<boolean> => {
    try {
      for (let i = 0; ; i++) {
        const parcel = find(key)
        if (parcel?.state !== 'waits') return true
        const file = parcel.files[i]
        if (!file) break
        if (file.sha256 !== null) continue
        const sha256 = await upload(parcel, file)
        const now = find(key)
        if (!now) return true
        await keep({ ...now, files: now.files.map((each, n) => (n === i ? { ...each, sha256 } : each)) })
      }
      const parcel = find(key)!
      await post(parcel, rowsOf(parcel))
      await forget(key)
      return true
    } catch (error) {
      const failure = failureOf(error)
      const now = find(key)
      const passing = isPassing(failure.code)
      if (now) await keep({ ...now, failure, tries: now.tries + 1, state: passing ? now.state : 'refused' })
      return !passing
    }
  }

  const sendAll = async () => {
    const mine = parcels.filter(each => each.state === 'waits' && each.account === account())
    for (const { key } of mine) if (!(await send(key))) return
  }

  /** Sends everything that waits, one after the other; a second call while one runs is the same one. */
  const flush = (): Promise<void> => {
    running ??= sendAll().finally(() => {
      running = null
    })
    return running
  }

  const change = async (key: string, now: Partial<Parcel>) => {
    const before = find(key)
    if (before) await keep({ ...before, ...now })
  }
  const stop = (key: string) => change(key, { state: 'stopped' })
  const resume = (key: string) => change(key, { state: 'waits', failure: null })

  return { load, add: keep, drop: forget, stop, resume, flush, find }
}
export type Outbox = ReturnType<typeof makeOutbox>

/** The rows as they are sent: the files' hashes stand in the evidence of the row they prove. */
export const rowsOf = ({ rows, files, evidence_of }: Parcel): Parcel['rows'] =>
  rows.map((row, i) =>
    i === evidence_of ? { ...row, evidence: [...(row.evidence ?? []), ...files.map(evidenceItem)] } : row,
  )
