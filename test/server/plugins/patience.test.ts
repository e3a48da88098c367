import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usePatience } from '../../../server/plugins/patience.ts'

const app = Fastify()
let port = 0
beforeAll(async () => {
  usePatience(app, { whole_ms: 300, idle_ms: 300 })
  app.post('/said', async () => 'said')
  app.post('/brought', { config: { slow: true } }, async () => 'brought')
  app.get('/told', async () => wait(700, 'told'))
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})
afterAll(() => app.close())

/** Sends a body of so many characters, one each so many milliseconds; then nothing more. */
const drip = (path: string, length: number, sent: number, every_ms: number) =>
  new Promise<number | string>(resolve => {
    const call = request({
      port,
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': length },
    })
    call.on('response', answer => resolve(answer.resume().statusCode!))
    call.on('error', error => resolve((error as NodeJS.ErrnoException).code!))
    const go = async () => {
      for (let i = 0; i < sent; i++) {
        call.write('1')
        await wait(every_ms)
      }
      if (sent === length) call.end()
    }
    void go().catch(() => undefined)
  })

test.each([
  ['a body that stalls', '/said', 5, 2, 50, 'ECONNRESET'],
  ['a body dripped in', '/said', 8, 8, 120, 'ECONNRESET'],
  ['a body that comes', '/said', 3, 3, 20, 200],
  ['a file on a slow line', '/brought', 8, 8, 120, 200],
  ['a file that stalls', '/brought', 5, 2, 50, 'ECONNRESET'],
] as const)('%s', async (_, path, length, sent, every_ms, answer) => {
  expect(await drip(path, length, sent, every_ms)).toBe(answer)
})

test('an answer that takes its time is left alone', async () => {
  expect(await (await fetch(`http://127.0.0.1:${port}/told`)).text()).toBe('told')
})
