import { onScopeDispose, ref } from 'vue'

/** Whether a media query holds, kept up while its scope lives. */
export const useMedia = (query: string) => {
  const media = matchMedia(query)
  const holds = ref(media.matches)
  const follow = () => {
    holds.value = media.matches
  }
  media.addEventListener('change', follow)
  onScopeDispose(() => media.removeEventListener('change', follow))
  return holds
}

export const useReducedMotion = () => useMedia('(prefers-reduced-motion: reduce)')
