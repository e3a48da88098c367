import { onBeforeUnmount, onMounted } from 'vue'
import { isTyping } from '../ui/is-typing.ts'
import { type KeyCommand, keyCommand } from './key-commands.ts'

/** The editor's keys, wherever the focus is but in a field or a dialog. */
export const useDrawingKeys = (carry: (command: KeyCommand, event: KeyboardEvent) => boolean) => {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event) || document.querySelector('dialog[open], [role="dialog"]')) return
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event
    // Whoever walks the page by Tab goes on walking it.
    const walks =
      key === 'Tab' && document.activeElement !== document.body && document.activeElement?.matches(':focus-visible')
    if (walks) return
    const command = keyCommand({ key, ctrl: ctrlKey || metaKey, shift: shiftKey, alt: altKey })
    if (command && carry(command, event)) event.preventDefault()
  }
  onMounted(() => addEventListener('keydown', press))
  onBeforeUnmount(() => removeEventListener('keydown', press))
}
