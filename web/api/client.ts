import type { ApiErrorCode, Problem } from '#core/api/errors.ts'
import { noteBuild } from '../version/served-build.ts'

/** Why a request brought nothing: a closed code of the API, or nobody answered at all. */
export type FailureCode = ApiErrorCode | 'offline'

export class RequestFailed extends Error {
  readonly code: FailureCode
  /** The whole problem document, where the API gave one. */
  readonly problem: Problem | null
  constructor(code: FailureCode, detail: string, problem: Problem | null = null) {
    super(detail)
    this.code = code
    this.problem = problem
  }
}

/** Told to the window when a request needed somebody signed in and nobody was. */
export const SIGNED_OUT = 'fullcover:signed-out'

type Query = Record<string, string | number | null | undefined>

const addressOf = (path: string, query: Query) => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  )
  const search = new URLSearchParams(given).toString()
  return `/api${path}${search ? `?${search}` : ''}`
}

const problemOf = async (response: Response): Promise<RequestFailed> => {
  try {
    const problem = (await response.json()) as Problem
    return new RequestFailed(problem.code as ApiErrorCode, problem.detail, problem)
  } catch {
    return new RequestFailed(response.status >= 500 ? 'internal' : 'bad_request', response.statusText)
  }
}

const fetched = async <T>(address: string, options: RequestInit): Promise<T> => {
  const response = await fetch(address, options).catch((error: unknown) => {
    throw new RequestFailed('offline', String(error))
  })
  noteBuild(response)
  if (!response.ok) {
    const failed = await problemOf(response)
    if (failed.code === 'not_signed_in') dispatchEvent(new Event(SIGNED_OUT))
    throw failed
  }
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** GET an answer of the API; throws RequestFailed with a code the locale has a sentence for. */
export const ask = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
  fetched(addressOf(path, query), { signal: signal ?? AbortSignal.timeout(20_000) })

export interface SendOptions {
  method?: 'POST' | 'PUT' | 'DELETE'
  query?: Query
  /** Made up by the caller and kept over attempts, so that what is sent again is carried out once. */
  key?: string
  /** Beside those a body has. */
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sends a change: an object goes as JSON, a FormData or Blob as it is. */
export const send = <T>(path: string, body?: unknown, options: SendOptions = {}): Promise<T> => {
  const { method = 'POST', query = {}, key, signal, headers: more } = options
  const isRaw = body instanceof FormData || body instanceof Blob
  const headers: Record<string, string> = {
    ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
    ...(key !== undefined && { 'idempotency-key': key }),
    ...more,
  }
  const sent = body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }
  return fetched(addressOf(path, query), { method, headers, ...sent, signal: signal ?? AbortSignal.timeout(60_000) })
}
