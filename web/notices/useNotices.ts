import { computed, shallowRef, watch } from 'vue'
import type { Closing } from '#core/api/closings.ts'
import type { Notice, NoticeStepSent, OpenNotice } from '#core/api/notices.ts'
import { noticeRows } from '#core/notices/notice-rows.ts'
import type { Period } from '#core/notices/periods.ts'
import { ask, type FailureCode, RequestFailed, send } from '../api/client.ts'
import { useAct } from '../areas/useAct.ts'
import type { Desk } from '../desk/useDesk.ts'

/** The plan's notices with the closings they are made of, read again whenever something of the plan was written. */
export const useNotices = ({ open, today }: Pick<Desk, 'open' | 'today'>) => {
  const notices = shallowRef<readonly Notice[]>([])
  const closings = shallowRef<readonly Closing[]>([])
  const failure = shallowRef<FailureCode | null>(null)
  const plan = computed(() => open.value?.page.id ?? '')
  const { isBusy, refused, act } = useAct()

  const at = (path: string) => `/plans/${encodeURIComponent(plan.value)}${path}`
  const load = async () => {
    const id = plan.value
    if (!id) return
    try {
      const [hung, closed] = await Promise.all([ask<Notice[]>(at('/notices')), ask<Closing[]>(at('/closings'))])
      if (plan.value !== id) return
      notices.value = hung
      closings.value = closed
      failure.value = null
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'internal'
    }
  }
  watch([plan, () => open.value?.page.seq], load, { immediate: true })

  const sent = async (path: string, body: object) => {
    const done = await act({ path, body }, key => send(at(path), body, { key }))
    if (done) await load()
    return done
  }
  const kinds = computed(() =>
    open.value
      ? noticeRows(open.value.document, { closings: closings.value, notices: notices.value, today: today.value })
      : [],
  )

  return {
    plan,
    kinds,
    notices,
    failure,
    isBusy,
    refused,
    /** Proposes the figures of a period for a notice; somebody else confirms them. */
    propose: (purpose: string, { from_on, to_on }: Period) => {
      const as_of = to_on < today.value ? to_on : today.value
      return sent('/closings', { purpose, from_on, as_of })
    },
    hang: (notice: OpenNotice) => sent('/notices', notice),
    step: (id: number, step: NoticeStepSent) => sent(`/notices/${id}/steps`, step),
  }
}
export type NoticesWork = ReturnType<typeof useNotices>
