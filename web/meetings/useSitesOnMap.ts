import { computed, type Ref } from 'vue'
import type { Site } from '#core/api/meetings.ts'
import { useDesk } from '../desk/useDesk.ts'
import { usePins } from '../map/usePins.ts'
import { routeOf } from './site-list.ts'
import { usePlaces } from './usePlaces.ts'
import { useRouteLine } from './useRouteLine.ts'

/** The sites of a meeting upon the desk's map: numbered, and the way between them. */
export const useSitesOnMap = (sites: Ref<readonly Site[]>, pressed?: (subject: number) => void) => {
  const desk = useDesk()
  const { nameOf, placeOf } = usePlaces()
  const places = computed(() => routeOf(sites.value, placeOf).places)
  const pins = computed(() =>
    sites.value.flatMap(({ subject }, i) => {
      const at = placeOf(subject)
      return at ? [{ id: subject, at, text: String(i + 1), label: `${i + 1} ${nameOf(subject)}` }] : []
    }),
  )
  useRouteLine(desk.map, places)
  usePins(desk.map, pins, subject => (pressed ?? desk.seek)(subject))
  return { places }
}
