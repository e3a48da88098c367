import type { ApiErrorCode, Problem } from '#core/api/errors.ts'

/** Why a request brought nothing: a closed code of the API, or nobody answered at all. */
export type FailureCode = ApiErrorCode | 'offline'

export class RequestFailed extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, detail: string) {
    super(detail)
    this.code = code
  }
}

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
    return new RequestFailed(problem.code as ApiErrorCode, problem.detail)
  } catch {
    return new RequestFailed(response.status >= 500 ? 'internal' : 'bad_request', response.statusText)
  }
}

/** GET an answer of the API; throws RequestFailed with a code the locale has a sentence for. */
export const ask = async <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> => {
  const response = await fetch(addressOf(path, query), { signal: signal ?? AbortSignal.timeout(20_000) }).catch(
    (error: unknown) => {
      throw new RequestFailed('offline', String(error))
    },
  )
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as T
}
