import { expect, test } from 'vitest'
import { answerFrom, forgetOtherBuild, isSameWho, isShell, isTold } from '../../../web/report/worker-rules.ts'

test.each([
  ['/assets/index-J8HldmJU.js', true],
  ['/assets/noto-sans-sc-4-wght-normal-C_VjRp2O.woff2', true],
  ['/icon.svg', true],
  ['/assets/index.js', false],
  ['/report', false],
  ['/api/plans', false],
])('%s is a file of the pages: %s', (path, shell) => {
  expect(isShell(path)).toBe(shell)
})

test.each([
  ['/api/session', true],
  ['/api/plans', true],
  ['/api/plans/p', true],
  ['/api/plans/p/ledger', true],
  ['/api/plans/p/inbox', true],
  ['/api/plans/p/compounds/7/papers', false],
  [`/api/plans/p/files/${'a'.repeat(64)}`, false],
  ['/api/accounts', false],
  ['/api/plans/p/events', false],
])('%s is kept for a page without a line: %s', (path, told) => {
  expect(isTold(path)).toBe(told)
})

/** A browser's caches, as far as they are used. */
const caches = () => {
  const kept = new Map<string, Response>()
  const cache = {
    match: async (key: string) => kept.get(key)?.clone(),
    put: async (key: string, answer: Response) => void kept.set(key, answer),
    keys: async () => [...kept.keys()].map(key => ({ url: `http://127.0.0.1${key}` })),
    delete: async (key: string) => kept.delete(key),
  }
  return { kept, cache: cache as unknown as Cache, storage: { open: async () => cache } as unknown as CacheStorage }
}
const broken = async () => {
  throw new TypeError('no line')
}
const text = (answer: Response) => answer.text()

test('line first: the newest answer where there is a line, the kept one where there is none', async () => {
  const { storage } = caches()
  await answerFrom(storage, 'n', '/k', async () => new Response('old'), 'line first')
  expect(await text(await answerFrom(storage, 'n', '/k', async () => new Response('new'), 'line first'))).toBe('new')
  expect(await text(await answerFrom(storage, 'n', '/k', broken, 'line first'))).toBe('new')
  await expect(answerFrom(storage, 'n', '/other', broken, 'line first')).rejects.toThrow('no line')
})

test('kept first: asked once; a refusal is not kept', async () => {
  const { storage, kept } = caches()
  await answerFrom(storage, 'n', '/k', async () => new Response('gone', { status: 404 }), 'kept first')
  expect(kept.size).toBe(0)
  await answerFrom(storage, 'n', '/k', async () => new Response('one'), 'kept first')
  expect(await text(await answerFrom(storage, 'n', '/k', broken, 'kept first'))).toBe('one')
})

test('whose session an answer is', async () => {
  const of = (id: string | null) => Response.json({ who: id && { id } })
  expect(await isSameWho(of('zhang'), of('zhang'))).toBe(true)
  expect(await isSameWho(of('zhang'), of('li'))).toBe(false)
  expect(await isSameWho(of('zhang'), of(null))).toBe(false)
})

test('after an upgrade what the old pages left goes, and what the new one loaded stays', async () => {
  const { cache, kept } = caches()
  for (const path of ['/report', '/assets/index-AAAAAAAA.js', '/assets/index-BBBBBBBB.js'])
    await cache.put(path, new Response(path))
  await forgetOtherBuild(cache, 'BBBBBBBB', ['/report', '/assets/index-BBBBBBBB.js'])
  expect([...kept.keys()].sort()).toEqual(['/assets/index-BBBBBBBB.js', '/build', '/report'])
  await cache.put('/assets/lazy-CCCCCCCC.js', new Response(''))
  await forgetOtherBuild(cache, 'BBBBBBBB', ['/report'])
  expect(kept.has('/assets/lazy-CCCCCCCC.js')).toBe(true)
})
