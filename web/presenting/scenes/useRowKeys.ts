import { onMounted, type Ref } from 'vue'
import { usePresenting } from '../usePresenting.ts'

/** Up and down go from row to row of a board; Enter is the row's own, for it is a button. T shows the next board. */
export const useRowKeys = (root: Readonly<Ref<HTMLElement | null>>, nextBoard: () => void) => {
  const { own_keys } = usePresenting()
  const move = (n: number) => {
    const rows = [...(root.value?.querySelectorAll<HTMLElement>('li button') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    rows[at < 0 ? 0 : Math.min(Math.max(at + n, 0), rows.length - 1)]?.focus()
  }
  onMounted(() => {
    own_keys.value = { ArrowDown: () => move(1), ArrowUp: () => move(-1), t: nextBoard }
  })
}
