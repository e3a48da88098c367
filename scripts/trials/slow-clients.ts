import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../bench/rounds.ts'
import { beginLoad } from './load.ts'
import type { Served } from './served.ts'
import { judge, type Trial } from './trial.ts'
import { said } from './until.ts'

/** Checked twice a minute, and never sooner than half a minute after the last byte. */
const LONGEST_SECONDS = 100

/** F14s: clients that send their headers, an upload or a body so slowly that they would hold a connection for ever. */
export const slowClients: Trial = {
  id: 'F14s',
  name: 'slow headers, a stalled upload, a body in drips',
  must: 'each is cut within 100 s; others are served as ever; nothing half stays',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const at = `/api/plans/${stage.scene.plan}`
    const head = (path: string, type: string, bytes: number) =>
      `POST ${at}/${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\n`
    const load = beginLoad(server, stage.scene, { readers: 2, writers: 1, pause_ms: 100 })
    stage.later(load.stop)
    const clients = stage.times(20, 5)
    const kinds = {
      headers: { first: 'GET /api/plans HTTP/1.1\r\nHost: x\r\nX-Slow: ', drip: 'a' },
      upload: { first: `${head('files?name=a.pdf', 'application/pdf', 1_000_000)}%PDF-1.7\n`, drip: '' },
      body: { first: `${head('observations', 'application/json', 10_000)}{"sub`, drip: ' ' },
    }
    const cuts = await Promise.all(
      Object.entries(kinds).map(async ([kind, { first, drip }]) => {
        const times = await Promise.all(Array.from({ length: clients }, () => cutAfter(server, first, drip)))
        return { kind, longest: Math.max(...times) }
      }),
    )
    await load.stop()
    const wrong = load.samples.filter(({ status }) => status === 0 || status >= 400)
    const arriving = readdirSync(join(stage.folder, 'files/files/arriving'))
    const ms = quantile(
      load.samples.map(sample => sample.ms),
      0.95,
    )
    figure(
      `${clients} of each; cut at the latest: ${cuts.map(({ kind, longest }) => `${kind} ${said(longest)}`).join(', ')}; p95 of the others ${said(ms)}`,
    )
    for (const { kind, longest } of cuts)
      must(longest < LONGEST_SECONDS * 1000, `${kind}: not cut after ${LONGEST_SECONDS} s`)
    must(wrong.length === 0, `${wrong.length} answers to others failed`)
    must(arriving.length === 0, `${arriving.length} half uploads stayed`)
    return outcome
  },
}

/** Milliseconds until the server hung up on a client that sends one more byte every two seconds, or none. */
const cutAfter = async ({ port }: Served, first: string, drip: string): Promise<number> => {
  const from = performance.now()
  const socket = connect(port, '127.0.0.1', () => socket.write(first))
  let closed = false
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
  })
  socket.resume()
  while (!closed && performance.now() - from < (LONGEST_SECONDS + 2) * 1000) {
    await sleep(2000)
    if (drip) socket.write(drip)
  }
  socket.destroy()
  return performance.now() - from
}
