import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'web',
  plugins: [vue()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { index: 'web/index.html', 'report-worker': 'web/report/report-worker.ts' },
      // A service worker is known by its address: it keeps one.
      output: {
        entryFileNames: ({ name }) => (name === 'report-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  // Our own modules lie under /api, too: web/api.
  server: { proxy: { '^/api/(?!.*\\.ts(\\?|$))': 'http://127.0.0.1:8080' } },
})
