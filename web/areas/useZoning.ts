import { computed, ref, shallowRef, watch } from 'vue'
import type { Draft, NewDraft } from '#core/api/areas.ts'
import { isMainRoad, type Line, lineKind } from '#core/areas/lines.ts'
import { suggestPatches } from '#core/areas/suggest-patches.ts'
import { statusOn } from '#core/coverage/status-on.ts'
import { inScope } from '#core/divisions/tree.ts'
import { send } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'
import type { Desk } from '../desk/useDesk.ts'
import { askSurroundings } from '../drawing/drafts-api.ts'
import { placeOfPicks } from '../drawing/place-of-picks.ts'
import { usePlans } from '../plans/plans.store.ts'
import { bboxOf } from './bbox.ts'
import { windowsOf } from './windows.ts'
import { type Candidate, candidatesOf, type Group, movedTo } from './zoning.ts'

const NOBODY: { located: Candidate[]; unlocated: number } = { located: [], unlocated: 0 }
/** What floating property does not cross. */
const isBarrier = (line: Line) => lineKind(line) === 'river' || isMainRoad(line)

/** Suggested patches of one community, until somebody accepts them. */
export const useZoning = ({ open, today }: Pick<Desk, 'open' | 'today'>) => {
  const plans = usePlans()
  /** A community, or a whole town. */
  const division = ref<number | null>(null)
  const size_by = ref<'households' | 'compounds'>('households')
  const households = ref(300)
  const compounds = ref(5)
  const groups = shallowRef<readonly Group[]>([])
  const accepted = shallowRef<ReadonlySet<number>>(new Set())
  /** Made with the suggestion, so that a group accepted twice is one draft. */
  let keys = new Map<number, string>()

  const headline = computed(() => open.value?.document.headline.indicator ?? '')
  watch(headline, id => id && plans.needHistory(id), { immediate: true })
  const covered = computed(() => {
    const plan = open.value
    const history = plan?.histories.get(headline.value)
    if (!plan || !history) return new Set<number>()
    const statuses = statusOn(plan.document, history, headline.value, 'reported', today.value)
    return new Set([...statuses].flatMap(([id, status]) => (status.covered ? [id] : [])))
  })
  const candidates = computed(() =>
    division.value === null
      ? NOBODY
      : candidatesOf(
          open.value?.compounds ?? [],
          inScope(open.value?.divisions ?? [], division.value),
          id => covered.value.has(id),
          today.value,
        ),
  )
  watch([division, () => open.value?.page.id], () => {
    groups.value = []
    accepted.value = new Set()
  })

  const suggest = async () => {
    const { located } = candidates.value
    const plan = open.value?.page.id
    const bbox = bboxOf(
      [],
      located.map(({ at }) => at),
    )
    if (!plan || !bbox) return
    const around = await Promise.all(windowsOf(bbox).map(window => askSurroundings(plan, window)))
    const barriers = around.flatMap(({ lines }) => lines.filter(isBarrier))
    const size = size_by.value === 'households' ? { households: households.value } : { compounds: compounds.value }
    const suggested = suggestPatches({ compounds: located, barriers, size })
    groups.value = suggested.map((group, i) => ({ number: i + 1, compounds: group.compounds }))
    accepted.value = new Set()
    keys = new Map(groups.value.map(({ number }) => [number, newKey()]))
  }
  const move = (compound: number, number: number) => {
    groups.value = movedTo(groups.value, compound, number)
  }
  const accept = async (group: Group, name: string) => {
    const plan = open.value
    if (!plan || accepted.value.has(group.number)) return
    const placed = plan.compounds.filter(({ id }) => group.compounds.includes(id))
    const place = placeOfPicks(placed, new Set(group.compounds))
    const body: NewDraft = {
      kind: 'patch',
      name,
      town: place?.town ?? null,
      community: place?.community ?? null,
      shape: null,
      picks: [...group.compounds],
      ground: null,
      ground_note: null,
      shared_facilities: null,
      files: [],
      area: null,
      based_on: null,
    }
    await send<Draft>(`/plans/${encodeURIComponent(plan.page.id)}/areas/drafts`, body, {
      key: keys.get(group.number) ?? newKey(),
    })
    accepted.value = new Set([...accepted.value, group.number])
  }

  return { division, size_by, households, compounds, candidates, groups, accepted, suggest, move, accept }
}
