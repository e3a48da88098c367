import { onScopeDispose, type Ref, shallowReactive } from 'vue'
import type { StoredFile } from '#core/api/files.ts'
import { FILE_LIMIT } from '#core/files/file-type.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { sendFile } from './send-file.ts'
import { smallerPhoto } from './smaller-photo.ts'

export interface Upload {
  id: number
  file: File
  share: number
  state: 'going' | 'stopped' | 'failed'
  failure: FailureCode | null
}

export interface UseUploadsOptions {
  plan: Ref<string>
  subject: Ref<number | null | undefined>
  stored: (file: StoredFile) => void
}

/** Files on their way; one that is stored leaves the list, one that failed stays to be tried again. */
export const useUploads = ({ plan, subject, stored }: UseUploadsOptions) => {
  const uploads = shallowReactive(new Map<number, Upload>())
  const stops = new Map<number, AbortController>()
  let count = 0

  const change = (id: number, now: Partial<Upload>) => {
    const before = uploads.get(id)
    if (before) uploads.set(id, { ...before, ...now })
  }

  const begin = async (id: number) => {
    const { file } = uploads.get(id)!
    if (file.size > FILE_LIMIT) return change(id, { state: 'failed', failure: 'too_large' })
    const stop = new AbortController()
    stops.set(id, stop)
    change(id, { state: 'going', share: 0, failure: null })
    try {
      const content = await smallerPhoto(file)
      const progress = (share: number) => change(id, { share })
      const options = { plan: plan.value, subject: subject.value, name: file.name, progress, signal: stop.signal }
      const answer = await sendFile(content, options)
      uploads.delete(id)
      stored(answer)
    } catch (error) {
      if (stop.signal.aborted) change(id, { state: 'stopped' })
      else change(id, { state: 'failed', failure: error instanceof RequestFailed ? error.code : 'internal' })
    }
  }

  const add = (files: Iterable<File>) => {
    for (const file of files) {
      count += 1
      uploads.set(count, { id: count, file, share: 0, state: 'going', failure: null })
      void begin(count)
    }
  }
  const stop = (id: number) => stops.get(id)?.abort()
  const drop = (id: number) => {
    stop(id)
    uploads.delete(id)
  }
  onScopeDispose(() => {
    for (const each of stops.values()) each.abort()
  })

  return { uploads, add, stop, retry: begin, drop }
}
