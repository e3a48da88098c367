import { onScopeDispose, ref } from 'vue'

const unit = () => Math.min(innerHeight / 1080, innerWidth / 1440)

/** CSS pixels of one design pixel of the wall (`--u`), for what is drawn by script. */
export const useUnit = () => {
  const now = ref(unit())
  const follow = () => {
    now.value = unit()
  }
  window.addEventListener('resize', follow)
  onScopeDispose(() => window.removeEventListener('resize', follow))
  return now
}
