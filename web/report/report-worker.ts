/// <reference lib="webworker" />
import { answerFrom, isShell, isTold } from './worker-rules.ts'

declare const self: ServiceWorkerGlobalScope

const SHELL = 'report-shell-1'
const TOLD = 'report-told-1'

self.addEventListener('install', event => event.waitUntil(self.skipWaiting()))
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', event => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.mode === 'navigate')
    event.respondWith(answerFrom(caches, SHELL, '/report', () => fetch(request), 'line first'))
  else if (isShell(url.pathname))
    event.respondWith(answerFrom(caches, SHELL, url.pathname, () => fetch(request), 'kept first'))
  else if (isTold(url.pathname))
    event.respondWith(answerFrom(caches, TOLD, url.pathname + url.search, () => fetch(request), 'line first'))
})

/** What was told to one person is not shown to the next: the page says when somebody signs out. */
self.addEventListener('message', event => {
  if (event.data === 'forget') event.waitUntil(caches.delete(TOLD))
})
