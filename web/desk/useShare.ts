import { computed, ref, watch } from 'vue'

const KEPT = 'fullcover.desk.share'
const USUAL = 50
const LEAST = 24
const MOST = 80

const within = (percent: number) => Math.min(MOST, Math.max(LEAST, percent))
const remembered = () => within(Number(localStorage.getItem(KEPT)) || USUAL)

/** How much of the desk's width the panel takes, in percent; kept for the next time. */
export const useShare = () => {
  const share = ref(remembered())
  watch(share, percent => localStorage.setItem(KEPT, String(percent)))
  const set = (percent: number) => {
    share.value = within(percent)
  }
  return { share, set, back: () => set(USUAL), width: computed(() => `${share.value}%`), least: LEAST, most: MOST }
}
