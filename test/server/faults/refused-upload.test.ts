import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFileStore } from '../../../server/files/file-store.ts'

let folder: string
let server: Server
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fullcover-refused-'))
  const store = openFileStore(folder)
  server = createServer((asked, answer) => {
    store
      .receive(asked, 1_000_000, () => new Error('too large'))
      .then(
        ({ bytes }) => answer.end(String(bytes)),
        () => answer.writeHead(413).end('refused'),
      )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  agent.destroy()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const upload = (bytes: number) =>
  new Promise<string>((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    const asked = request(
      { port, host: '127.0.0.1', method: 'POST', agent, signal: AbortSignal.timeout(3000) },
      answer => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', part => {
          text += part
        })
        answer.on('end', () => resolve(`${answer.statusCode} ${text}`))
      },
    )
    asked.on('error', reject)
    asked.end(Buffer.alloc(bytes))
  })

test('一份文件被拒收之后，同一个连接上的下一份照样收下；被拒的什么也没留下', async () => {
  expect(await upload(8_000_000)).toBe('413 refused')
  const from = performance.now()
  expect(await upload(500_000)).toBe('200 500000')
  expect(performance.now() - from).toBeLessThan(2000)
  expect(readdirSync(join(folder, 'files/arriving'))).toHaveLength(1)
})
