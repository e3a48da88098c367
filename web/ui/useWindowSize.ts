import { onScopeDispose, shallowRef } from 'vue'

const now = () => ({ width: innerWidth, height: innerHeight })

/** The window's size in CSS pixels, kept up while its scope lives. */
export const useWindowSize = () => {
  const size = shallowRef(now())
  const follow = () => {
    size.value = now()
  }
  window.addEventListener('resize', follow)
  onScopeDispose(() => window.removeEventListener('resize', follow))
  return size
}
