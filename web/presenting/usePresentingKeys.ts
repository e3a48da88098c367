import { onScopeDispose, type Ref } from 'vue'
import { fullScreen, useKeys } from '../ui/useKeys.ts'
import type { Presenting } from './usePresenting.ts'

export interface PresentingKeysOptions {
  black: Ref<boolean>
  overview: Ref<boolean>
  sheet: Ref<boolean>
}

/** A meeting under a keyboard or a presentation clicker. */
export const usePresentingKeys = (
  { at, go, scenes, own_keys, isOffline }: Presenting,
  { black, overview, sheet }: PresentingKeysOptions,
) => {
  /** Whatever lies upon the scenes goes first. */
  const clear = () => {
    black.value = false
    overview.value = false
    sheet.value = false
  }
  const step = (n: number) => {
    black.value = false
    sheet.value = false
    go(at.value + n)
  }
  const own = (name: string) => (overview.value || sheet.value || black.value ? undefined : own_keys.value[name])
  const orOwn = (name: string, then: () => unknown) => () => {
    const action = own(name)
    return action ? action() : then()
  }
  const toggleBlack = () => {
    black.value = !black.value
  }
  const back = () => {
    if (black.value || sheet.value) clear()
    else overview.value = !overview.value
  }
  const jump = (n: number) => {
    clear()
    go(n)
  }
  const digits = Object.fromEntries(
    Array.from({ length: 10 }, (_, n) => [String((n + 1) % 10), () => (n < scenes.length ? jump(n) : false)]),
  )

  useKeys({
    ' ': orOwn(' ', () => step(1)),
    PageDown: () => step(1),
    PageUp: () => step(-1),
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    ArrowDown: orOwn('ArrowDown', () => step(1)),
    ArrowUp: orOwn('ArrowUp', () => step(-1)),
    Enter: orOwn('Enter', () => (overview.value ? clear() : step(1))),
    Home: () => jump(0),
    End: () => jump(scenes.length - 1),
    ...digits,
    b: toggleBlack,
    '.': toggleBlack,
    t: orOwn('t', () => false),
    f: fullScreen,
    // What a clicker's start button sends: a page that is reloaded would need the line.
    F5: fullScreen,
    'Shift+F5': fullScreen,
    '?': () => {
      sheet.value = !sheet.value
    },
    Escape: back,
  })

  /** Without a line nothing would come back. */
  const stay = (event: BeforeUnloadEvent) => {
    if (isOffline.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', stay)
  onScopeDispose(() => window.removeEventListener('beforeunload', stay))

  return { jump, step }
}
