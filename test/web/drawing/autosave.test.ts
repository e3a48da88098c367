import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Draft, DraftBody, NewDraft } from '#core/api/areas.ts'
import { RequestFailed } from '../../../web/api/client.ts'
import { makeAutosave } from '../../../web/drawing/autosave.ts'
import type { DraftStore, KeptDraft } from '../../../web/drawing/draft-store.ts'
import type { DraftServer } from '../../../web/drawing/drafts-api.ts'

const body = (name: string): DraftBody => ({
  kind: 'management_area',
  name,
  town: null,
  community: null,
  shape: null,
  picks: [],
  ground: null,
  ground_note: null,
  shared_facilities: null,
  files: [],
})
const draftOf = (sent: DraftBody, version: number): Draft => ({
  ...sent,
  id: 7,
  area: null,
  based_on: null,
  version,
  state: 'drawing',
  account: 'a',
  account_name: '甲',
  saved_by: 'a',
  saved_by_name: '甲',
  saved_at: `2024-10-18T08:00:0${version}.000Z`,
  steps: [],
})

/** Kept in memory, as the browser keeps it. */
const memoryStore = () => {
  const kept = new Map<string, KeptDraft>()
  const store: DraftStore = {
    get: async key => kept.get(key) ?? null,
    put: async each => void kept.set(each.key, each),
    remove: async key => void kept.delete(key),
    ofPlan: async plan => [...kept.values()].filter(each => each.plan === plan),
  }
  return { kept, store }
}
/** A server with one draft, its version rising; `fails` answers instead, once each. */
const oneDraft = () => {
  let now: Draft | null = null
  const made = new Map<string, Draft>()
  const fails: (RequestFailed | 'lost')[] = []
  const calls: string[] = []
  const write = (next: Draft) => {
    const failure = fails.shift()
    if (failure instanceof RequestFailed) throw failure
    now = next
    if (failure === 'lost') throw new RequestFailed('offline', '')
    return next
  }
  const server: DraftServer = {
    create: async (sent: NewDraft, once) => {
      calls.push(`create ${sent.name}`)
      const before = made.get(once)
      if (before) return before
      made.set(once, draftOf(sent, 1))
      return write(draftOf(sent, 1))
    },
    save: async (_, sent) => {
      calls.push(`save ${sent.name} from ${sent.version}`)
      if (now && sent.version !== now.version) throw new RequestFailed('changed_meanwhile', '')
      return write(draftOf(sent, sent.version + 1))
    },
    read: async () => now!,
  }
  return {
    server,
    fails,
    calls,
    drafts: made,
    somebody: (name: string) => (now = draftOf(body(name), now!.version + 1)),
  }
}

const begin = (known: { draft: number | null; version: number | null } = { draft: null, version: null }) => {
  let name = '一'
  const memory = memoryStore()
  const remote = oneDraft()
  const autosave = makeAutosave({
    ...memory,
    ...remote,
    kept: { key: 'p/x', plan: 'p', area: null, based_on: null, once: 'once', ...known },
    body: () => body(name),
    wait_ms: 3000,
    retry_ms: 10_000,
  })
  const say = (next: string) => {
    name = next
    autosave.touch()
  }
  return { ...memory, ...remote, autosave, say }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('每次改动立刻存在本机；停手几秒才发一次，服务器收下了，本机才忘掉', async () => {
  const { kept, say, calls, autosave } = begin()
  say('二')
  await pass(10)
  expect(kept.get('p/x')?.body.name).toBe('二')
  expect(calls).toEqual([])
  await pass(2000)
  say('三')
  await pass(2900)
  expect(calls).toEqual([])
  await pass(200)
  expect(calls).toEqual(['create 三'])
  expect(autosave.state.value).toBe('saved')
  expect(autosave.saved.value).toMatchObject({ version: 1 })
  expect(kept.size).toBe(0)
})

test('之后各次都带着它改自的那一版', async () => {
  const { say, calls } = begin()
  for (const name of ['二', '三', '四']) {
    say(name)
    await pass(4000)
  }
  expect(calls).toEqual(['create 二', 'save 三 from 1', 'save 四 from 2'])
})

test('正在发的时候又改了，不会两个请求一起走，后来的不会丢，也不会忘掉本机的', async () => {
  const { say, calls, kept, server, autosave } = begin()
  let let_go = () => {}
  const create = server.create
  server.create = async (sent, once) => {
    await new Promise<void>(resolve => (let_go = resolve))
    return create(sent, once)
  }
  say('二')
  await pass(3100)
  expect(autosave.state.value).toBe('saving')
  say('三')
  await pass(9000)
  expect(calls).toEqual([])
  let_go()
  await pass(10)
  expect(kept.get('p/x')).toMatchObject({ draft: 7, version: 1, body: { name: '三' } })
  await pass(4000)
  expect(calls).toEqual(['create 二', 'save 三 from 1'])
  expect(kept.size).toBe(0)
})

test('连不上：本机留着，过一会儿自己再发，用同一个键，不会多出一份', async () => {
  const { say, fails, calls, kept, autosave, drafts } = begin()
  fails.push('lost')
  say('二')
  await pass(3100)
  expect(autosave.state.value).toBe('offline')
  expect(kept.size).toBe(1)
  await pass(10_100)
  expect(calls).toEqual(['create 二', 'create 二'])
  expect(drafts.size).toBe(1)
  expect(autosave.state.value).toBe('saved')
  expect(kept.size).toBe(0)
})

test('自己上一次的回执丢了，不算别人改过', async () => {
  const { say, fails, autosave, kept } = begin()
  say('二')
  await pass(4000)
  fails.push('lost')
  say('三')
  await pass(3100)
  expect(autosave.state.value).toBe('offline')
  await pass(10_100)
  expect(autosave.conflict.value).toBeNull()
  expect(autosave.saved.value).toMatchObject({ version: 2 })
  expect(kept.size).toBe(0)
})

test('别人先存了：说出来，拿到对方的；自己的还在本机，接着画接着留；用我的，就从对方那一版存上去', async () => {
  const { say, somebody, calls, kept, autosave } = begin()
  say('二')
  await pass(4000)
  somebody('对方')
  say('三')
  await pass(4000)
  expect(autosave.state.value).toBe('conflict')
  expect(autosave.conflict.value).toMatchObject({ name: '对方', version: 2 })
  say('四')
  await pass(60_000)
  expect(await autosave.save()).toBe(false)
  expect(calls).toEqual(['create 二', 'save 三 from 1'])
  expect(kept.get('p/x')?.body.name).toBe('四')
  autosave.settle()
  autosave.touch()
  await pass(4000)
  expect(calls.at(-1)).toBe('save 四 from 2')
  expect(autosave.state.value).toBe('saved')
})

test('服务器不收：说原因，本机留着，下次改动再试', async () => {
  const { say, fails, kept, autosave, calls } = begin()
  fails.push(new RequestFailed('not_allowed', ''))
  say('二')
  await pass(30_000)
  expect(autosave.state.value).toBe('refused')
  expect(autosave.failure.value).toBe('not_allowed')
  expect(kept.size).toBe(1)
  expect(calls).toHaveLength(1)
  say('三')
  await pass(4000)
  expect(autosave.state.value).toBe('saved')
})

test('立刻保存：收下了才算成；还没改过也会存下第一份', async () => {
  const { autosave, calls, say } = begin()
  expect(await autosave.save()).toBe(true)
  expect(calls).toEqual(['create 一'])
  expect(await autosave.save()).toBe(true)
  expect(calls).toHaveLength(1)
  say('二')
  expect(await autosave.save()).toBe(true)
  expect(calls.at(-1)).toBe('save 二 from 1')
})

test('本机存不下（隐私窗口、磁盘满）：说出来，照样往服务器存', async () => {
  const { say, store, autosave } = begin()
  store.put = () => Promise.reject(new Error('QuotaExceededError'))
  say('二')
  await pass(10)
  expect(autosave.keeps.value).toBe(false)
  await pass(4000)
  expect(autosave.state.value).toBe('saved')
})

test('本机留下的那份是从更早的一版改的：存的时候照实说，撞上别人的就成冲突，不会悄悄盖掉', async () => {
  const { say, somebody, autosave } = begin()
  say('二')
  await pass(4000)
  autosave.accept(somebody('对方'))
  autosave.madeFrom(1)
  say('本机的')
  await pass(4000)
  expect(autosave.state.value).toBe('conflict')
  expect(autosave.conflict.value).toMatchObject({ name: '对方' })
})

test('本机正在忘掉时又改了：不说已保存，也不算存好', async () => {
  const { store, say, autosave } = begin()
  const forget = store.remove
  store.remove = async key => {
    await forget(key)
    if (autosave.saved.value?.version === 1) say('三')
  }
  say('二')
  const stored = autosave.save()
  await pass(10)
  expect(await stored).toBe(false)
  expect(autosave.state.value).toBe('waiting')
})

test('用对方的：服务器上已经是这个样子，不再存一版，对方接着改也不会撞上自己的', async () => {
  const { say, calls, somebody, autosave } = begin()
  say('二')
  await pass(3100)
  somebody('他')
  say('三')
  await pass(3100)
  expect(autosave.conflict.value?.name).toBe('他')
  autosave.settle()
  say('他')
  await pass(3100)
  expect(calls).toEqual(['create 二', 'save 三 from 1'])
  expect(autosave.state.value).toBe('saved')
  say('四')
  await pass(3100)
  expect(calls.at(-1)).toBe('save 四 from 2')
})
