import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import type { Served } from './served.ts'

export interface Stream {
  /** The newest write it was told of; 0 before the first. */
  seq(): number
  /** When it heard of a write of this number or a later one, by performance.now(). */
  heardAt(seq: number): number | undefined
  isOpen(): boolean
  status(): number | undefined
  close(): void
}

/** One stream of a plan's events, as a page holds it open; it does not come back by itself. */
export function openStream(
  { address }: Pick<Served, 'address'>,
  plan: string,
  headers: Record<string, string> = {},
  told: { heard?: () => void; ended?: () => void } = {},
): Stream {
  const heard: { seq: number; at: number }[] = []
  let open = false
  let status: number | undefined
  const over = () => {
    open = false
    told.ended?.()
  }
  const asked: ClientRequest = get(
    `${address}/api/plans/${plan}/events`,
    {
      agent: false,
      headers: { accept: 'text/event-stream', ...headers },
    },
    (answer: IncomingMessage) => {
      status = answer.statusCode
      open = status === 200
      answer.setEncoding('utf8')
      let text = ''
      answer.on('data', (part: string) => {
        text += part
        const lines = text.split('\n')
        text = lines.pop()!
        for (const line of lines)
          if (status === 200 && line.startsWith('data: ')) {
            heard.push({ seq: (JSON.parse(line.slice(6)) as { seq: number }).seq, at: performance.now() })
            told.heard?.()
          }
      })
      answer.on('error', () => {})
      answer.once('close', over)
    },
  )
  asked.on('error', () => status === undefined && over())
  return {
    seq: () => heard.at(-1)?.seq ?? 0,
    heardAt: seq => heard.find(event => event.seq >= seq)?.at,
    isOpen: () => open,
    status: () => status,
    close: () => asked.destroy(),
  }
}
