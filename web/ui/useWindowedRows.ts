import { computed, type Ref, ref } from 'vue'
import { useSize } from './useSize.ts'

export interface WindowedRowsOptions {
  /** CSS pixels of one row. */
  height: Ref<number>
  /** Rows kept ready above and below what is seen. */
  spare?: number
}

/** Which rows of a long list are drawn: those in sight and a few around them. */
export const useWindowedRows = <T>(
  rows: Ref<readonly T[]>,
  scroller: Ref<HTMLElement | null>,
  { height, spare = 6 }: WindowedRowsOptions,
) => {
  const top = ref(0)
  const size = useSize(scroller)
  const first = computed(() => Math.max(0, Math.floor(top.value / height.value) - spare))
  const last = computed(() => Math.ceil((top.value + size.value.height) / height.value) + spare)
  const shown = computed(() => rows.value.slice(first.value, last.value))
  const before = computed(() => `${first.value * height.value}px`)
  const whole = computed(() => `${rows.value.length * height.value}px`)
  const onScroll = () => {
    top.value = scroller.value?.scrollTop ?? 0
  }
  return { shown, before, whole, onScroll }
}
