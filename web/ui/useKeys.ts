import { onScopeDispose } from 'vue'
import { isTyping } from './is-typing.ts'

/** Keys that a focused button or the playhead itself would otherwise take for their own. */
const presses = (event: KeyboardEvent) =>
  event.target instanceof HTMLElement && event.target.closest('button, a, [role="menu"], [role="radiogroup"]') !== null

/** A button pressed with the mouse keeps no focus, an open menu does: the next Space is the page's again. */
const release = (event: MouseEvent) => {
  const active = document.activeElement
  if (event.detail === 0 || !(active instanceof HTMLButtonElement)) return
  if (!active.closest('[role="menu"], [aria-expanded="true"]')) active.blur()
}

/**
 * The keys of a whole page, by the name the browser gives them (letters small, `Shift+` before what has a meaning of its own
 * with it), while nobody types and nobody is on a button. A key whose action says false is left to the page.
 */
export const useKeys = (keys: Readonly<Record<string, () => unknown>>) => {
  const press = (event: KeyboardEvent) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.key === ' ' || event.key === 'Enter') && presses(event)) return
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const action = (event.shiftKey ? keys[`Shift+${event.key}`] : undefined) ?? keys[name]
    if (action && action() !== false) event.preventDefault()
  }
  window.addEventListener('keydown', press)
  window.addEventListener('click', release)
  onScopeDispose(() => {
    window.removeEventListener('keydown', press)
    window.removeEventListener('click', release)
  })
}

export const fullScreen = () =>
  document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
