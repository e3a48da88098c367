import type { ApiErrorCode, Problem } from '#core/api/errors.ts'
import { RequestFailed, SIGNED_OUT } from '../api/client.ts'

export interface UploadOptions {
  key?: string
  signal: AbortSignal
  /** Told the share that has left this machine, 0 to 1. */
  onProgress?: (share: number) => void
}

const problemOf = async (request: XMLHttpRequest): Promise<RequestFailed> => {
  try {
    const problem = JSON.parse(await (request.response as Blob).text()) as Problem
    return new RequestFailed(problem.code as ApiErrorCode, problem.detail, problem)
  } catch {
    return new RequestFailed(request.status >= 500 ? 'internal' : 'bad_request', request.statusText)
  }
}

/** Sends files and says how far it is, which fetch cannot; aborted, it rejects with an AbortError. */
export const upload = (address: string, body: FormData, { key, signal, onProgress }: UploadOptions): Promise<Blob> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api${address}`)
    request.responseType = 'blob'
    if (key !== undefined) request.setRequestHeader('idempotency-key', key)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new RequestFailed('offline', ''))
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    request.onload = async () => {
      if (request.status < 300) resolve(request.response as Blob)
      else {
        const failed = await problemOf(request)
        if (failed.code === 'not_signed_in') dispatchEvent(new Event(SIGNED_OUT))
        reject(failed)
      }
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
