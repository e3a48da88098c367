import { onScopeDispose, ref } from 'vue'

const REST_MS = 4000
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const

/** Whether somebody is at the wall: true from any movement, touch or key until a few still seconds have passed. */
export const useAwake = () => {
  const awake = ref(false)
  const held = ref(false)
  let timer = 0

  const rest = () => {
    awake.value = held.value
    if (held.value) timer = window.setTimeout(rest, REST_MS)
  }
  const stir = () => {
    awake.value = true
    clearTimeout(timer)
    timer = window.setTimeout(rest, REST_MS)
  }

  for (const sign of SIGNS) window.addEventListener(sign, stir, { passive: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    for (const sign of SIGNS) window.removeEventListener(sign, stir)
  })

  return { awake, held }
}
