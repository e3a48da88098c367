import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice } from './client.ts'
import { addPeople, type County, openCounty } from './county.ts'
import { givePasswords, openByFirstLink } from './people.ts'

eachOwnEngine('a stream of a closed plan', connection => {
  let at: County
  let office: Office
  let chief: Browser
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    at = await openCounty(connection(), null)
    office = await openOffice(connection())
    chief = await openByFirstLink(connection(), office)
    await addPeople(connection(), at.plan, [{ id: 'reader', role: 'leader' }])
    await givePasswords(connection(), ['reader'])
    await office.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    vi.useRealTimers()
    await office.close()
  })

  test('ends soon after the account was disabled, and not before', async () => {
    const reader = new Browser(office)
    await reader.signIn('reader')
    const { port } = office.app.server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/api/plans/${at.plan}/events`, {
      headers: { accept: 'text/event-stream', cookie: `fullcover=${reader.cookies.get('fullcover')}` },
    })
    expect(answer.status).toBe(200)
    const stream = answer.body!.getReader()
    await stream.read()
    let ended = false
    const end = (async () => {
      while (!(await stream.read().catch(() => ({ done: true }))).done);
      ended = true
    })()
    await vi.advanceTimersByTimeAsync(60_000)
    await reader.get(`/plans/${at.plan}`)
    expect(ended).toBe(false)
    await chief.put('/accounts/reader/enabled', { enabled: false })
    await vi.advanceTimersByTimeAsync(30_000)
    await end
    expect(ended).toBe(true)
  })
})
