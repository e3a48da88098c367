import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'

/** The size of an element in CSS pixels, kept up while it lives. */
export const useSize = (element: Ref<Element | null>) => {
  const size = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(entries => {
    const box = entries[0]?.contentRect
    if (box) size.value = { width: box.width, height: box.height }
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  })
  onScopeDispose(() => observer.disconnect())
  return size
}
