import { computed, type Ref, shallowRef, watch } from 'vue'
import type { Meeting, MeetingMonth, MeetingProposal } from '#core/api/meetings.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'
import { askMeetings } from '../api/questions.ts'
import { askMonths, askProposal, createMeeting } from './meetings-api.ts'

/** A month of the cadence: its usual days, and its meeting where there is one. */
export interface MeetingSlot extends MeetingMonth {
  meeting: Meeting | null
}

const slotId = ({ kind, month }: { kind: string; month: string }) => `${kind} ${month}`

/** The meetings of the open plan month by month; which one is in hand, what is proposed for it, and creating it. */
export const useMeetings = (plan: Ref<string>, today: Ref<string>, mayPrepare: Ref<boolean>) => {
  const months = shallowRef<MeetingMonth[]>([])
  const meetings = shallowRef<Meeting[]>([])
  const chosen = shallowRef<string | null>(null)
  const proposal = shallowRef<MeetingProposal | null>(null)
  const failure = shallowRef<FailureCode | null>(null)
  const isBusy = shallowRef(false)
  const isLoaded = shallowRef(false)
  let asking = new AbortController()

  const slots = computed(() => {
    const held = new Map(meetings.value.map(meeting => [slotId(meeting), meeting]))
    return months.value.map((month): MeetingSlot => ({ ...month, meeting: held.get(slotId(month)) ?? null }))
  })
  /** The month somebody chose; else this month's or the next one, else the last. */
  const slot = computed(
    () =>
      slots.value.find(each => slotId(each) === chosen.value) ??
      slots.value.find(({ month }) => month >= today.value.slice(0, 7)) ??
      slots.value.at(-1) ??
      null,
  )

  const caught = async (work: () => Promise<void>) => {
    failure.value = null
    try {
      await work()
    } catch (error) {
      if (error instanceof RequestFailed) failure.value = error.code
      else if ((error as Error).name !== 'AbortError') throw error
    }
  }
  const load = () =>
    caught(async () => {
      const [cadence, held] = await Promise.all([askMonths(plan.value), askMeetings(plan.value)])
      months.value = cadence
      meetings.value = held
      isLoaded.value = true
    })
  /** Takes in a meeting as it was saved here. */
  const keep = (meeting: Meeting) => {
    meetings.value = [...meetings.value.filter(({ id }) => id !== meeting.id), meeting]
  }
  const create = () =>
    caught(async () => {
      const { kind, month } = slot.value!
      if (!proposal.value) return
      isBusy.value = true
      try {
        keep(await createMeeting(plan.value, { kind, month, document: proposal.value.document }, newKey()))
      } finally {
        isBusy.value = false
      }
    })
  const choose = (which: MeetingSlot) => {
    chosen.value = slotId(which)
  }

  watch(plan, id => id && load(), { immediate: true })
  watch(
    () => slot.value && slotId(slot.value),
    async () => {
      asking.abort()
      asking = new AbortController()
      proposal.value = null
      const at = slot.value
      const wanted = at && mayPrepare.value && (at.meeting === null || at.meeting.state === 'preparing')
      if (!wanted) return
      const { signal } = asking
      const answer = await askProposal(plan.value, at, signal).catch(() => null)
      if (!signal.aborted) proposal.value = answer
    },
    { immediate: true },
  )
  return { slots, slot, proposal, failure, isBusy, isLoaded, load, keep, create, choose }
}
export type MeetingsWork = ReturnType<typeof useMeetings>
