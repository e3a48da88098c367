import { computed, onScopeDispose, type Ref, ref, watch } from 'vue'
import type { Stage } from '#core/api/meetings.ts'
import type { StageNow } from '#core/api/stage.ts'
import { RequestFailed } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'
import { useEvents } from '../live/useEvents.ts'
import { useSession } from '../session/session.store.ts'
import { stageEvents, tellStage } from './questions.ts'

/** Well within the minute after which a silent page no longer presents. */
const AGAIN_MS = 15_000

/** Tells the tablets which scene is shown; stops when another page has taken over, and can take back. */
export const useTelling = (plan: string, meeting: number, scene: Ref<string>) => {
  const session = useSession()
  const presenter = newKey()
  const taken_by = ref<string | null>(null)
  const tells = ref(false)
  /** A stream whose cable is pulled may stay silent for minutes; what is told finds out sooner. */
  const isUnreached = ref(false)

  const heard = (said: Stage | null) => {
    if (tells.value) taken_by.value = said && said.presenter !== presenter ? said.account_name : null
  }
  const tell = async (takes: boolean) => {
    if (!tells.value || (taken_by.value !== null && !takes)) return
    try {
      heard(await tellStage(plan, meeting, { presenter, scene: scene.value, at: null, takes }))
      isUnreached.value = false
    } catch (error) {
      isUnreached.value = error instanceof RequestFailed && error.code === 'offline'
    }
  }

  const address = computed(() => stageEvents(plan, meeting))
  const { lost_at } = useEvents<StageNow>({ address, onEvent: ({ stage }) => heard(stage) })

  const begin = async () => {
    await session.load().catch(() => undefined)
    tells.value = session.may('meetings')
    await tell(true)
  }
  begin()
  watch(scene, () => tell(false))
  const timer = window.setInterval(() => tell(false), AGAIN_MS)
  onScopeDispose(() => clearInterval(timer))

  return {
    taken_by,
    tells,
    isOffline: computed(() => lost_at.value !== null || isUnreached.value),
    takeBack: () => tell(true),
  }
}
