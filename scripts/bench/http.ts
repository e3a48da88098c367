import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

const agent = new Agent({ keepAlive: true, maxSockets: 128 })

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export function get(url: string, headers: Record<string, string> = { 'accept-encoding': 'gzip' }): Promise<Answer> {
  return ask(url, { headers })
}

export function post(url: string, body: unknown): Promise<Answer> {
  const text = JSON.stringify(body)
  return ask(
    url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) },
    },
    text,
  )
}

function ask(
  url: string,
  options: { method?: string; headers: Record<string, string> },
  text?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, agent }, answer => {
      const parts: Buffer[] = []
      answer.on('data', part => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) }),
      )
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(text)
  })
}

/** Requests a second of one URL over so many connections: answers are counted by their bytes alone, so that the asker costs little. */
export async function requestsPerSecond(
  url: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const { hostname, port, pathname, host } = new URL(url)
  const asking = Buffer.from(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: gzip\r\n\r\n`)
  const length = await answerLength(hostname, Number(port), asking)
  let answers = 0
  const until = performance.now() + seconds * 1000
  const started = performance.now()
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          let left = length
          const socket = connect(Number(port), hostname, () => socket.write(asking))
          socket.on('error', reject)
          socket.on('data', part => {
            left -= part.length
            if (left > 0) return
            left += length
            answers += 1
            if (performance.now() < until) socket.write(asking)
            else {
              socket.destroy()
              resolve()
            }
          })
        }),
    ),
  )
  return (answers * 1000) / (performance.now() - started)
}

function answerLength(hostname: string, port: number, asking: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect(port, hostname, () => socket.write(asking))
    socket.on('error', reject)
    socket.on('data', part => {
      parts.push(part)
      const all = Buffer.concat(parts)
      const head = all.indexOf('\r\n\r\n')
      const body = /content-length: (\d+)/i.exec(all.subarray(0, Math.max(0, head)).toString())?.[1]
      if (head < 0 || body === undefined || all.length < head + 4 + Number(body)) return
      socket.destroy()
      resolve(head + 4 + Number(body))
    })
  })
}
