import { onBeforeUnmount, onMounted } from 'vue'
import { isTyping } from '../ui/is-typing.ts'
import { type KeyCommand, keyCommand } from './key-commands.ts'

/** Whether somebody walks the page by Tab, and is on a button just now; then Tab goes on walking. */
const walksThePage = () => {
  const now = document.activeElement
  return Boolean(now && now !== document.body && !now.closest('.map-view') && now.matches(':focus-visible'))
}

/** The editor's keys, wherever the focus is but in a field or a dialog. */
export const useDrawingKeys = (carry: (command: KeyCommand) => boolean) => {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event) || document.querySelector('dialog[open], [role="dialog"]')) return
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event
    if (key === 'Tab' && walksThePage()) return
    const command = keyCommand({ key, ctrl: ctrlKey || metaKey, shift: shiftKey, alt: altKey })
    if (command && carry(command)) event.preventDefault()
  }
  onMounted(() => addEventListener('keydown', press))
  onBeforeUnmount(() => removeEventListener('keydown', press))
}
