/** Files of the pages carry their content's hash in their names: what is kept of one name never grows old. */
export const isShell = (path: string): boolean => /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path) || path === '/icon.svg'

/** What the report page asks for before anything is filled in. Papers and persons are none of it. */
export const isTold = (path: string): boolean =>
  /^\/api\/(session|plans(\/[^/]+(\/(divisions|ledger|inbox))?)?)$/.test(path)

type Order = 'line first' | 'kept first'

/** Answers a request from the line or from what is kept, in the order asked for; a whole answer is kept for the next time. */
export const answerFrom = async (
  caches: Pick<CacheStorage, 'open'>,
  name: string,
  key: string,
  ask: () => Promise<Response>,
  order: Order,
): Promise<Response> => {
  const cache = await caches.open(name)
  const asked = async () => {
    const answer = await ask()
    if (answer.ok) await cache.put(key, answer.clone())
    return answer
  }
  if (order === 'kept first') return (await cache.match(key)) ?? asked()
  try {
    return await asked()
  } catch (error) {
    const kept = await cache.match(key)
    if (kept) return kept
    throw error
  }
}

/** Whether two answers of the session speak of one account; neither answer is used up. */
export const isSameWho = async (before: Response, now: Response): Promise<boolean> => {
  const [was, is] = await Promise.all([before, now].map(async each => (await each.clone().json())?.who?.id ?? null))
  return was === is
}

/** Where the build of what is kept is remembered. */
const BUILD = '/build'

/** Drops what the pages of another build left, once a page of this one has loaded: what it loaded stays. */
export const forgetOtherBuild = async (cache: Cache, build: string, loaded: readonly string[]): Promise<void> => {
  const before = await (await cache.match(BUILD))?.text()
  if (before === build) return
  await cache.put(BUILD, new Response(build))
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname)
  for (const path of paths) if (path.startsWith('/assets/') && !loaded.includes(path)) await cache.delete(path)
}
