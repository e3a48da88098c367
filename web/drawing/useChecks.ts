import { computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import type { AreaContents, CheckArea } from '#core/api/areas.ts'
import type { AreaIssue } from '#core/areas/issues.ts'
import { type DraftShape, toMultiPolygon } from '#core/areas/shape.ts'
import type { Desk } from '../desk/useDesk.ts'
import { areaCheck, contentsInput } from './check-input.ts'
import { askVerdict } from './drafts-api.ts'
import type { CheckedBy, DraftAbout, DrawingOptions, Preview } from './drawing.ts'
import type { Around } from './useSurroundings.ts'
import { useTaken } from './useTaken.ts'
import { startWorker } from './worker-client.ts'

/** So long the hand rests before the whole is judged here. */
const REST_MS = 100
/** And so long before the server is asked. */
const SERVER_MS = 600

export interface CheckOptions {
  desk: Pick<Desk, 'open'>
  options: DrawingOptions
  shape: Readonly<Ref<DraftShape>>
  picks: Readonly<Ref<ReadonlySet<number>>>
  about: Readonly<Ref<DraftAbout>>
  around: Around
  preview: Readonly<Ref<Preview | null>>
}

/** What is wrong with the drawing and what it holds: at once for the edges that move, from the worker when the hand rests, then from the server, whose answer stands. */
export const useChecks = ({ desk, options, shape, picks, about, around, preview }: CheckOptions) => {
  const worker = startWorker()
  const judged = shallowRef<{ issues: readonly AreaIssue[]; contents: AreaContents | null }>({
    issues: [],
    contents: null,
  })
  const judgedBy = ref<CheckedBy>('browser')
  const area = options.draft?.area ?? options.kept?.area ?? options.area?.id ?? null
  const taken = useTaken(desk, options.plan, area)
  let asked = 0
  /** The last turn the server spoke to: a slower worker says nothing more of it. */
  let told = 0
  let asking: AbortController | null = null
  let resting: ReturnType<typeof setTimeout> | undefined
  let serving: ReturnType<typeof setTimeout> | undefined

  const judgeHere = async (turn: number) => {
    const given = { kind: options.kind, area, shape: shape.value, picks: picks.value, about: about.value }
    const open = desk.open.value
    if (!open) return
    const check = areaCheck(given, around.around.value, open, taken.value)
    const answer = await worker.ask('judge', { check, compounds: contentsInput(around.around.value, open) })
    if (turn !== asked || turn === told) return
    judged.value = answer
    judgedBy.value = 'browser'
  }
  const askServer = async (turn: number) => {
    asking?.abort()
    asking = new AbortController()
    const { town, community, ground } = about.value
    const body: CheckArea = {
      kind: options.kind,
      area,
      town,
      community,
      ground,
      shape: toMultiPolygon(shape.value) as CheckArea['shape'],
      picks: [...picks.value],
    }
    const verdict = await askVerdict(options.plan, body, asking.signal)
    if (turn !== asked) return
    told = turn
    judged.value = verdict as { issues: AreaIssue[]; contents: AreaContents }
    judgedBy.value = 'server'
  }
  const again = () => {
    const turn = ++asked
    clearTimeout(resting)
    clearTimeout(serving)
    asking?.abort()
    resting = setTimeout(() => judgeHere(turn).catch(reportError), REST_MS)
    // Without an answer the browser's own judgement goes on standing, and says so.
    serving = setTimeout(() => askServer(turn).catch(() => undefined), SERVER_MS)
  }
  watch([shape, picks, about, around.around, taken], again, { immediate: true })
  onScopeDispose(() => {
    asked++
    asking?.abort()
    clearTimeout(resting)
    clearTimeout(serving)
    worker.end()
  })

  /** Of a town nobody has named yet there is nothing to say. */
  const isMeant = ({ code }: AreaIssue) => code !== 'town_without_border' || about.value.town !== null

  return {
    worker,
    issues: computed(() => preview.value?.issues ?? judged.value.issues.filter(isMeant)),
    contents: computed(() => judged.value.contents),
    checkedBy: computed((): CheckedBy => (preview.value ? 'moving' : judgedBy.value)),
  }
}
