import { computed, type Ref, watch } from 'vue'
import { daysBetween } from '#core/calendar/days.ts'
import { changesBetween } from '#core/coverage/changes.ts'
import { inScope } from '#core/divisions/tree.ts'
import { divisionLabels } from '../divisions/places.ts'
import { communityMarks, isCrowd } from '../map/crowd.ts'
import type { MapApi } from '../map/map-api.ts'
import type { Mark } from '../map/marks.ts'
import { useMarks } from './useMarks.ts'
import type { Wall } from './useWall.ts'

/** Further steps than a week are leaps: nothing glows, or everything would. */
const GLOW_DAYS = 7
const NONE: ReadonlyMap<number, Mark> = new Map()

/** Paints what a wall asks upon a map: the day's marks, light on what came that day, the figure that is open, the one selected. */
export const useWallOnMap = (wall: Wall, map: Readonly<Ref<MapApi | null>>) => {
  const { open, scope, statuses, playback, figure, selected, indicator, basis } = wall

  const marks = useMarks(wall)
  const plan = computed(() => {
    const { id, geometry_revision, bbox } = open.value?.page ?? { id: '', geometry_revision: 0, bbox: null }
    return { id, geometry_revision, bbox }
  })
  const labels = computed(() => divisionLabels(open.value?.divisions ?? [], open.value?.compounds ?? []))
  const names = computed(
    () => open.value?.compounds.flatMap(({ id, name, at }) => (at ? [{ id, name, at }] : [])) ?? [],
  )

  const shown = computed(() => ({
    day: playback.day.value,
    asks: `${plan.value.id} ${indicator.value} ${basis.value}`,
  }))
  watch([statuses, shown], ([now, then], [before, earlier]) => {
    const days = daysBetween(earlier.day, then.day)
    if (then.asks !== earlier.asks || days < 0 || days > GLOW_DAYS) return
    const lit = changesBetween(before, now).filter(change => change.after?.covered && !change.before?.covered)
    if (lit.length > 0) map.value?.glow(lit.map(({ subject }) => subject))
  })

  const crowd = computed(() => isCrowd(open.value?.compounds ?? [], open.value?.divisions ?? []))
  const inside = computed(() => inScope(open.value?.divisions ?? [], scope.value))
  const communities = computed(() => (crowd.value ? communityMarks(statuses.value.values(), inside.value) : NONE))

  watch([marks, map], () => map.value?.setStatus(marks.value), { flush: 'post' })
  watch([communities, map], () => map.value?.setCommunities(communities.value), { flush: 'post' })
  watch([figure, statuses], () => map.value?.highlight(figure.value?.subjects() ?? null))
  watch(selected, id => map.value?.select(id))
  // Outlines are laid out anew for a day: while the film runs, month by month.
  watch(
    [playback.day, playback.playing, map],
    ([day, playing]) => {
      if (!playing || day.endsWith('-01')) map.value?.setDay(day)
    },
    { flush: 'post' },
  )

  return { plan, labels, names, crowd }
}
