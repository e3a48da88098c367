import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAway } from '../../../server/db/away.ts'
import { connect } from '../../../server/db/connect.ts'
import { openWaitingRoom } from '../../../server/waiting-room.ts'

const PORT = 20_000 + (process.pid % 20_000)
const at = `http://127.0.0.1:${PORT}`
let room: Awaited<ReturnType<typeof openWaitingRoom>>
beforeAll(async () => {
  room = await openWaitingRoom({ host: '127.0.0.1', port: PORT })
})
afterAll(() => room.close())

test('while the server waits for its database it says that it lives, that it is not ready, and why', async () => {
  const health = await fetch(`${at}/api/health`)
  expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })])
  const ready = await fetch(`${at}/api/ready`)
  expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '3'])
  expect(await ready.json()).toMatchObject({ code: 'database_away' })
  const page = await fetch(`${at}/wall`, { headers: { accept: 'text/html' } })
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('数据库暂时连接不上，正在等待')])
})

test('a database that hangs up on whoever comes is away, not wrong', async () => {
  const door = createServer(socket => socket.destroy()).listen(0, '127.0.0.1')
  await once(door, 'listening')
  const { port } = door.address() as { port: number }
  const connection = await connect({ database_url: `postgres://a@127.0.0.1:${port}/a`, data_dir: '' })
  const error = await connection.db
    .selectFrom('plan')
    .select('id')
    .execute()
    .catch((why: Error) => why)
  await connection.close()
  door.close()
  expect(isAway(error as Error)).toBe(true)
})

test.each([
  [{ code: 'EAI_AGAIN' }, true],
  [{ code: '53300' }, true],
  [{ message: 'Connection terminated due to connection timeout' }, true],
  [{ code: 'ENOENT', syscall: 'connect' }, true],
  [{ code: 'ENOENT', syscall: 'open' }, false],
  [{ code: '28P01' }, false],
  [{ code: '42P01' }, false],
])('%o is away: %s', (error, away) => {
  expect(isAway(error)).toBe(away)
})
