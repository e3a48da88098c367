import { beforeEach, expect, test } from 'vitest'
import { RequestFailed } from '../../../web/api/client.ts'
import { makeNotes, type Note } from '../../../web/cases/notes.ts'

const note = (key: string, more: Partial<Note> = {}): Note => ({
  key,
  plan: 'p',
  account: 'li',
  body: { kind: 'problem', text: `第 ${key} 条` },
  owner_name: null,
  subject_name: null,
  made_at: `2024-10-18T02:00:0${key}.000Z`,
  state: 'waits',
  failure: null,
  tries: 0,
  ...more,
})

let kept: Map<string, Note>
/** The cases a server has, by the key they came with: each key once. */
let cases: Map<string, string>
let order: string[]
let weather: ('cut before' | 'cut after' | RequestFailed)[]
let account: string | null
let shown: readonly Note[]

const open = async () => {
  const notes = makeNotes({
    store: {
      all: async () => [...kept.values()],
      put: async each => void kept.set(each.key, structuredClone(each)),
      remove: async key => void kept.delete(key),
    },
    account: () => account,
    post: async ({ key, body }) => {
      const now = weather.shift()
      if (now instanceof RequestFailed) throw now
      if (now !== 'cut before') {
        if (!cases.has(key)) order.push(key)
        cases.set(key, body.text)
      }
      if (now) throw new RequestFailed('offline', 'gone')
    },
    changed: now => {
      shown = now
    },
  })
  await notes.load()
  return notes
}
beforeEach(() => {
  kept = new Map()
  cases = new Map()
  order = []
  weather = []
  account = 'li'
  shown = []
})

test('noted without a line, it waits and is sent once the line is back', async () => {
  weather = ['cut before']
  const notes = await open()
  await notes.add(note('1'))
  await notes.flush()
  expect(shown).toMatchObject([{ key: '1', state: 'waits', failure: { code: 'offline' }, tries: 1 }])
  await notes.flush()
  expect([shown, [...cases.values()]]).toEqual([[], ['第 1 条']])
})

test('an answer that was lost makes no second case', async () => {
  weather = ['cut after']
  const notes = await open()
  await notes.add(note('1'))
  await notes.flush()
  await notes.flush()
  expect(order).toEqual(['1'])
  expect(shown).toEqual([])
})

test('a page that was closed sends what it kept, in the order it was noted', async () => {
  weather = ['cut before']
  const before = await open()
  await before.add(note('2'))
  await before.add(note('1'))
  await before.flush()
  const after = await open()
  expect(shown.map(({ key }) => key)).toEqual(['1', '2'])
  await after.flush()
  expect(order).toEqual(['1', '2'])
})

test('one the server refuses stays with its sentence and keeps no other waiting', async () => {
  weather = [new RequestFailed('wrong_state', '这次会议的记录已经办结。')]
  const notes = await open()
  await notes.add(note('1'))
  await notes.add(note('2'))
  await notes.flush()
  expect(shown).toMatchObject([{ key: '1', state: 'refused', failure: { detail: '这次会议的记录已经办结。' } }])
  expect(order).toEqual(['2'])
  await notes.drop('1')
  expect(kept.size).toBe(0)
})

test('nothing is sent in another person’s name', async () => {
  const notes = await open()
  await notes.add(note('1', { account: 'wang' }))
  await notes.flush()
  expect(order).toEqual([])
})
