import type { Problem } from '#core/api/errors.ts'
import type { StoredFile } from '#core/api/files.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'

export interface SendFileOptions {
  plan: string
  /** What it is a paper of; left out where that is not decided yet. */
  subject?: number | null
  name: string
  /** Told the share that has gone, 0 to 1. */
  progress?: (share: number) => void
  signal?: AbortSignal
}

const STALLED_MS = 60_000

const failureOf = (request: XMLHttpRequest): RequestFailed => {
  try {
    const problem = JSON.parse(request.responseText) as Problem
    return new RequestFailed(problem.code as FailureCode, problem.detail, problem)
  } catch {
    return new RequestFailed(request.status >= 500 ? 'internal' : 'bad_request', request.statusText)
  }
}

/** Uploads a content as it is; only an XMLHttpRequest tells how far it has come. Given up when nothing moves for a minute. */
export const sendFile = (
  content: Blob,
  { plan, subject, name, progress, signal }: SendFileOptions,
): Promise<StoredFile> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const query = new URLSearchParams({ name: name.slice(-200), ...(subject && { subject: String(subject) }) })
    const stop = () => request.abort()
    const away = () => {
      clearTimeout(stalled)
      signal?.removeEventListener('abort', stop)
    }
    let stalled = setTimeout(stop, STALLED_MS)
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(stalled)
      stalled = setTimeout(stop, STALLED_MS)
      progress?.(total ? loaded / total : 0)
    }
    request.onload = () => {
      away()
      if (request.status === 201) resolve(JSON.parse(request.responseText) as StoredFile)
      else reject(failureOf(request))
    }
    request.onerror = request.onabort = () => {
      away()
      reject(new RequestFailed('offline', 'the upload broke off'))
    }
    signal?.addEventListener('abort', stop)
    request.open('POST', `/api/plans/${encodeURIComponent(plan)}/files?${query}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.send(content)
  })
