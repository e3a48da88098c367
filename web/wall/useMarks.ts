import { computed } from 'vue'
import type { Mark } from '../map/marks.ts'
import { tonesOf } from './tones.ts'
import type { Wall } from './useWall.ts'

/** The vector of a day as the map draws it: every compound's tone, hatch, and whether it exists and is asked about. */
export const useMarks = ({ open, reading, statuses, scope, inside, basis, lens, indicator, playback }: Wall) => {
  const tones = computed(() => tonesOf(reading.value.bands))
  const absent = computed(() => {
    const day = playback.day.value
    const gone = open.value?.compounds.filter(
      ({ from_on, to_on }) => (from_on !== null && from_on > day) || (to_on !== null && to_on <= day),
    )
    return new Set(gone?.map(({ id }) => id))
  })

  return computed((): ReadonlyMap<number, Mark> => {
    const shows_basis = basis.value === 'reported' && lens.value === indicator.value
    const marks = new Map<number, Mark>()
    for (const [subject, status] of statuses.value) {
      const band = reading.value.of.get(subject)
      marks.set(subject, {
        tone: tones.value.get(band ?? '') ?? 'unreported',
        hatched: shows_basis && status.covered && !status.verified,
        dimmed: scope.value !== null && !inside(subject),
        hidden: absent.value.has(subject),
      })
    }
    for (const subject of absent.value)
      if (!marks.has(subject)) marks.set(subject, { tone: 'unreported', hidden: true })
    return marks
  })
}
