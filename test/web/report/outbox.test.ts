import { beforeEach, expect, test } from 'vitest'
import { RequestFailed } from '../../../web/api/client.ts'
import { makeOutbox, type Outbox } from '../../../web/report/outbox.ts'
import type { Parcel } from '../../../web/report/parcel.ts'

const HASH = 'a'.repeat(64)
const parcel = (key: string, more: Partial<Parcel> = {}): Parcel => ({
  key,
  plan: 'p',
  account: 'zhang',
  subject: 7,
  subject_name: '东关 0 号院',
  said: '专业化物业',
  made_at: `2024-05-02T08:00:0${key}.000Z`,
  files: [{ kind: 'contract', name: '合同.jpg', content: new Blob(['x']), sha256: null }],
  rows: [
    { subject: 7, indicator: 'management', value: 'professional', effective_on: '2024-05-02' },
    { subject: 7, indicator: 'signed_on', value: '2024-04-20', effective_on: '2024-05-02' },
  ],
  evidence_of: 0,
  new_organisations: [],
  state: 'waits',
  failure: null,
  tries: 0,
  ...more,
})

/** A server that takes each key once, and a store that outlives the page. */
let kept: Map<string, Parcel>
let uploads: string[]
let written: Map<string, Parcel['rows']>
let shown: readonly Parcel[]
/** What the next requests meet, first come first served. */
let weather: ('cut before' | 'cut after' | RequestFailed)[]
let account: string | null

const open = async (): Promise<Outbox> => {
  const meet = async (carry: () => void) => {
    const now = weather.shift()
    if (now instanceof RequestFailed) throw now
    if (now !== 'cut before') carry()
    if (now) throw new RequestFailed('offline', 'gone')
  }
  const outbox = makeOutbox({
    store: {
      all: async () => [...kept.values()],
      put: async each => void kept.set(each.key, structuredClone(each)),
      remove: async key => void kept.delete(key),
    },
    account: () => account,
    upload: async (_, { name }) => {
      await meet(() => uploads.push(name))
      return HASH
    },
    post: async ({ key }, rows) => meet(() => written.set(key, written.get(key) ?? rows)),
    changed: parcels => {
      shown = parcels
    },
  })
  await outbox.load()
  return outbox
}

beforeEach(() => {
  kept = new Map()
  uploads = []
  written = new Map()
  shown = []
  weather = []
  account = 'zhang'
})

test('files go first, then the rows with their hashes; then nothing waits any more', async () => {
  const outbox = await open()
  await outbox.add(parcel('1'))
  expect(shown).toHaveLength(1)
  await outbox.flush()
  expect(uploads).toEqual(['合同.jpg'])
  expect(written.get('1')).toMatchObject([
    { indicator: 'management', evidence: [`contract:${HASH}`] },
    { indicator: 'signed_on' },
  ])
  expect(written.get('1')![1]).not.toHaveProperty('evidence')
  expect([kept.size, shown.length]).toEqual([0, 0])
})

test.each([
  ['before the file has come', ['cut before'], 1],
  ['after the file has come, before its answer', ['cut after'], 2],
  ['before the rows have come', [undefined, 'cut before'], 1],
  ['after the rows were written, before the answer', [undefined, 'cut after'], 1],
])('the line breaks %s: it waits, says so, and is written once', async (_, breaks, files) => {
  const outbox = await open()
  await outbox.add(parcel('1'))
  weather = breaks as typeof weather
  await outbox.flush()
  expect(shown).toMatchObject([{ state: 'waits', failure: { code: 'offline' }, tries: 1 }])
  await outbox.flush()
  expect(kept.size).toBe(0)
  expect(written.size).toBe(1)
  expect(uploads).toHaveLength(files)
})

test('a tab killed in the middle: the next one goes on with the same key, and the file is not sent again', async () => {
  const first = await open()
  await first.add(parcel('1'))
  weather = [undefined as never, 'cut after']
  await first.flush()
  const second = await open()
  expect(shown).toMatchObject([{ key: '1', files: [{ sha256: HASH }] }])
  await second.flush()
  expect(uploads).toHaveLength(1)
  expect([...written.keys()]).toEqual(['1'])
  expect(kept.size).toBe(0)
})

test('two tabs that send the same one write it once', async () => {
  const [one, two] = [await open(), await open()]
  await one.add(parcel('1'))
  await two.load()
  await Promise.all([one.flush(), two.flush()])
  expect(written.size).toBe(1)
  expect(kept.size).toBe(0)
})

test('what the server refuses stays with its sentence, and others behind it still go', async () => {
  const outbox = await open()
  await outbox.add(parcel('1', { files: [] }))
  await outbox.add(parcel('2', { files: [] }))
  weather = [new RequestFailed('value_refused', '管理模式只能填：…。')]
  await outbox.flush()
  expect(shown).toMatchObject([{ key: '1', state: 'refused', failure: { detail: '管理模式只能填：…。' } }])
  expect([...written.keys()]).toEqual(['2'])
  await outbox.flush()
  expect(written.has('1')).toBe(false)
})

test.each(['not_signed_in', 'busy', 'database_away', 'too_many', 'internal'] as const)(
  '%s only makes it wait',
  async code => {
    const outbox = await open()
    await outbox.add(parcel('1'))
    weather = [new RequestFailed(code, '')]
    await outbox.flush()
    expect(shown).toMatchObject([{ state: 'waits', failure: { code } }])
    await outbox.flush()
    expect(written.size).toBe(1)
  },
)

test('stopped by hand it stays until it is let go again', async () => {
  const outbox = await open()
  await outbox.add(parcel('1'))
  await outbox.stop('1')
  await outbox.flush()
  expect([written.size, kept.size]).toEqual([0, 1])
  await outbox.resume('1')
  await outbox.flush()
  expect([written.size, kept.size]).toEqual([1, 0])
})

test('a parcel is sent in the name of who made it, or waits for them', async () => {
  const outbox = await open()
  await outbox.add(parcel('1'))
  account = 'li'
  await outbox.flush()
  expect(written.size).toBe(0)
  account = 'zhang'
  await outbox.flush()
  expect(written.size).toBe(1)
})
