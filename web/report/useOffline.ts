import { onMounted } from 'vue'
import { pageBuild } from '../version/served-build.ts'

/** What this page has loaded so far; the worker was not there yet to see it. */
const loaded = () => [location.pathname, ...performance.getEntriesByType('resource').map(({ name }) => name)]

/** With TLS, or on this machine, the page opens without a line, too; on plain HTTP a browser allows no such thing and everything else works. */
export const useOffline = () => {
  onMounted(async () => {
    if (!('serviceWorker' in navigator)) return
    try {
      await navigator.serviceWorker.register('/report-worker.js', { scope: '/report' })
      const { active } = await navigator.serviceWorker.ready
      active?.postMessage({ keep: loaded(), build: pageBuild() })
    } catch {
      // A browser that refuses workers has a page that works while it is open.
    }
  })
}
