import { onScopeDispose, type Ref } from 'vue'
import { fullScreen, useKeys } from '../ui/useKeys.ts'
import type { useTour } from './useTour.ts'
import type { Wall } from './useWall.ts'

export interface WallKeysOptions {
  search: Ref<boolean>
  sheet: Ref<boolean>
  tour: ReturnType<typeof useTour>
}

/** The wall under a keyboard or a presentation clicker. */
export const useWallKeys = (wall: Wall, { search, sheet, tour }: WallKeysOptions) => {
  const { playback, basis, lens, lenses, headline, address, figure, selected, scope, scopeTo, open } = wall

  const back = () => {
    if (search.value) search.value = false
    else if (sheet.value) sheet.value = false
    else if (tour.touring.value) tour.end()
    else if (selected.value !== null) selected.value = null
    else if (figure.value) figure.value = null
    else if (scope.value !== null) scopeTo(above())
  }
  const above = () => {
    const parent = open.value?.divisions.find(({ id }) => id === scope.value)?.parent ?? null
    const of = open.value?.divisions.find(({ id }) => id === parent)
    return of && of.parent !== null ? of.id : null
  }
  const nextLens = () => {
    const next = lenses.value[(lenses.value.indexOf(lens.value) + 1) % lenses.value.length]
    address.lens.value = next === headline.value ? null : (next ?? null)
  }

  useKeys({
    ' ': playback.toggle,
    ArrowLeft: () => playback.step(-1),
    ArrowRight: () => playback.step(1),
    'Shift+ArrowLeft': () => playback.leap(-1),
    'Shift+ArrowRight': () => playback.leap(1),
    PageUp: () => playback.leap(-1),
    PageDown: () => playback.leap(1),
    Home: () => playback.seek(0),
    End: playback.toToday,
    'Shift+End': () => playback.seek(playback.endAt.value),
    '[': () => playback.faster(-1),
    ']': () => playback.faster(1),
    '/': () => {
      search.value = true
    },
    '?': () => {
      sheet.value = !sheet.value
    },
    f: fullScreen,
    a: tour.toggle,
    b: () => {
      basis.value = basis.value === 'reported' ? 'verified' : 'reported'
    },
    l: nextLens,
    Escape: back,
  })

  const find = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
    event.preventDefault()
    search.value = true
  }
  window.addEventListener('keydown', find)
  onScopeDispose(() => window.removeEventListener('keydown', find))
}
