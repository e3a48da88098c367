import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Meeting, MeetingDocument } from '#core/api/meetings.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'
import { askMeeting } from '../api/questions.ts'
import { saveMeeting } from './meetings-api.ts'
import { sameDocument } from './same-document.ts'

/** How long after the last change it is saved. */
const QUIET_MS = 900

export interface MeetingDraftOptions {
  plan: string
  meeting: Meeting
  /** Told what stands on the server after a save. */
  saved: (meeting: Meeting) => void
}

/**
 * A meeting while it is changed: kept here at once, saved a moment later, one save at a time. Where somebody else saved first,
 * theirs stands beside ours until one is chosen; ours is not lost.
 */
export const useMeetingDraft = ({ plan, meeting, saved }: MeetingDraftOptions) => {
  const document = shallowRef<MeetingDocument>(meeting.document)
  /** What the server holds, as far as is known here. */
  const stored = shallowRef(meeting)
  const theirs = shallowRef<Meeting | null>(null)
  const failure = shallowRef<FailureCode | null>(null)
  const isSaving = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const isChanged = computed(() => !sameDocument(document.value, stored.value.document))
  const state = computed((): 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed' => {
    if (theirs.value) return 'conflict'
    if (isSaving.value) return 'saving'
    if (failure.value) return 'failed'
    return isChanged.value ? 'unsaved' : 'saved'
  })

  const save = async (): Promise<void> => {
    clearTimeout(timer)
    if (isSaving.value || theirs.value || !isChanged.value) return
    isSaving.value = true
    failure.value = null
    const body = { version: stored.value.version, document: document.value }
    try {
      stored.value = await saveMeeting(plan, meeting.id, body, newKey())
      saved(stored.value)
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      const standing = error.code === 'changed_meanwhile' ? await askMeeting(plan, meeting.id).catch(() => null) : null
      // Our own save, whose answer never came back.
      if (standing && sameDocument(standing.document, body.document)) stored.value = standing
      else if (standing) theirs.value = standing
      else failure.value = error.code
    } finally {
      isSaving.value = false
    }
    if (isChanged.value && !failure.value && !theirs.value) later()
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(save, QUIET_MS)
  }
  const change = (part: Partial<MeetingDocument>) => {
    document.value = { ...document.value, ...part }
    failure.value = null
    later()
  }
  /** Goes on from what stands: with ours saved over it, or with theirs taken. */
  const settle = (choice: 'mine' | 'theirs') => {
    if (!theirs.value) return
    stored.value = theirs.value
    theirs.value = null
    if (choice === 'theirs') {
      document.value = stored.value.document
      saved(stored.value)
    } else void save()
  }

  const warn = (event: BeforeUnloadEvent) => {
    if (isChanged.value) event.preventDefault()
  }
  addEventListener('beforeunload', warn)
  onScopeDispose(() => {
    removeEventListener('beforeunload', warn)
    void save()
  })
  return { document, stored, theirs, failure, state, change, save, settle }
}
export type MeetingDraft = ReturnType<typeof useMeetingDraft>
