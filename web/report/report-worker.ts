/// <reference lib="webworker" />
import { answerFrom, forgetOtherBuild, isSameWho, isShell, isTold } from './worker-rules.ts'

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
  else if (url.pathname === '/api/session') event.respondWith(answerSession(request))
  else if (isTold(url.pathname))
    event.respondWith(answerFrom(caches, TOLD, url.pathname + url.search, () => fetch(request), 'line first'))
})

/** What was told to one account is not kept for the next. */
const answerSession = async (request: Request) => {
  const before = await (await caches.open(TOLD)).match('/api/session')
  const answer = await answerFrom(caches, TOLD, '/api/session', () => fetch(request), 'line first')
  if (before && !(await isSameWho(before, answer))) await caches.delete(TOLD)
  return answer
}

/** What the page loaded before there was a worker is fetched once more, from the browser's own cache where it is there. */
const keep = async (addresses: readonly string[], build: string) => {
  for (const address of addresses) {
    const { origin, pathname, search } = new URL(address, self.location.origin)
    if (origin !== self.location.origin) continue
    const name = isTold(pathname) ? TOLD : SHELL
    if (pathname === '/report' || isShell(pathname) || isTold(pathname))
      await answerFrom(caches, name, pathname + search, () => fetch(pathname + search), 'kept first').catch(
        () => undefined,
      )
  }
  const loaded = addresses.map(address => new URL(address, self.location.origin).pathname)
  await forgetOtherBuild(await caches.open(SHELL), build, loaded)
}

self.addEventListener('message', event => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep, event.data.build))
})
