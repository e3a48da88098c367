import { expect, test } from 'vitest'
import { keptThread, TookTooLong } from '../../../server/threads/kept-thread.ts'

/** Counts its jobs; does what the job names. */
const COUNTER = `
  import { parentPort } from 'node:worker_threads'
  let jobs = 0
  parentPort.on('message', job => {
    jobs++
    if (job === 'throw') throw new Error('thrown')
    if (job === 'end') process.exit(0)
    if (job !== 'hang') parentPort.postMessage(jobs)
    if (job === 'break later') setTimeout(() => { throw new Error('later') }, 50)
    if (job === 'end later') setTimeout(() => process.exit(0), 50)
  })`

const counter = (limit = 10_000) =>
  keptThread<string, number>(new URL(`data:text/javascript,${encodeURIComponent(COUNTER)}`), {
    limit,
    isSpent: job => job === 'last',
  })

test('jobs given at once are done one after another by one thread, which stays for the next', async () => {
  const count = counter()
  expect(await Promise.all([count('a'), count('b'), count('c')])).toEqual([1, 2, 3])
  expect(await count('d')).toBe(4)
})

test.each([
  ['throw', /^thrown$/],
  ['end', /ended before it answered$/],
])('a thread that would %s fails its job alone; the next gets a new thread', async (job, sentence) => {
  const count = counter()
  await count('a')
  const failing = count(job)
  const next = count('b')
  await expect(failing).rejects.toThrow(sentence)
  expect(await next).toBe(1)
})

test.each(['break later', 'end later'])('a thread that would %s, while nobody waits, harms nobody', async job => {
  const count = counter()
  expect(await count(job)).toBe(1)
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(await count('a')).toBe(1)
})

test('a job that takes too long is given up, and the next gets a new thread', async () => {
  const count = counter(500)
  await expect(count('hang')).rejects.toBeInstanceOf(TookTooLong)
  expect(await count('a')).toBe(1)
})

test('after an answer that spent it the thread is let go', async () => {
  const count = counter()
  expect([await count('a'), await count('last'), await count('b')]).toEqual([1, 2, 1])
})
