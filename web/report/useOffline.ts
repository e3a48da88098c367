import { onMounted } from 'vue'

/** With TLS, or on this machine, the page opens without a line, too; on plain HTTP a browser allows no such thing and everything else works. */
export const useOffline = () => {
  onMounted(() => {
    if ('serviceWorker' in navigator)
      navigator.serviceWorker.register('/report-worker.js', { scope: '/report' }).catch(() => undefined)
  })
}
