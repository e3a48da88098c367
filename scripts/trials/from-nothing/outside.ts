import { request } from 'node:https'
import { PORTS } from './machine.ts'

/** What came back over TLS: the status, the headers and as much of the body as was waited for. */
export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Asks the machine as a browser elsewhere would, by its name; an event stream is left after its first words. */
export function askOutside(name: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const options = {
    host: '127.0.0.1',
    port: PORTS.https,
    servername: name,
    rejectUnauthorized: false,
    timeout: 120_000,
  }
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, path, headers: { host: name, ...headers } }, answer => {
      let body = ''
      const done = () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body })
      answer.setEncoding('utf8').on('end', done)
      answer.on('data', text => {
        body += text
        if (!answer.headers['content-type']?.includes('event-stream')) return
        done()
        asked.destroy()
      })
    })
    asked.on('timeout', () => asked.destroy(new Error(`${path}: no answer`)))
    asked.on('error', reject)
    asked.end()
  })
}
