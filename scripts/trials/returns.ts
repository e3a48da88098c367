import type { Served } from './served.ts'
import { openStream, type Stream } from './streams.ts'

/** As web/live/useEvents.ts waits before it opens a stream again. */
const SPREAD_MS = 12_000
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000

export interface Page {
  stream(): Stream
  /** When it last came to be open, by performance.now(). */
  came(): number
  close(): void
}

export interface Tries {
  all: number
  /** Answers of 5xx. */
  refused: number
}

/** A page that holds a stream open and comes back as the product's pages do. */
export function openPage(server: Served, plan: string, address: string, tries: Tries): Page {
  let wait = FIRST_WAIT_MS
  let came = 0
  let stopped = false
  let stream: Stream
  let timer: NodeJS.Timeout | undefined
  const open = () => {
    tries.all += 1
    const opened = openStream(server, plan, { 'x-forwarded-for': address }, { heard: hear, ended: () => lose(opened) })
    stream = opened
  }
  const hear = () => {
    if (came === 0) came = performance.now()
    wait = FIRST_WAIT_MS
  }
  const lose = (lost: Stream) => {
    if (stopped) return
    if ((lost.status() ?? 0) >= 500) tries.refused += 1
    const first = came > 0
    came = 0
    timer = setTimeout(open, wait * (0.75 + Math.random() / 2) + (first ? Math.random() * SPREAD_MS : 0))
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
  open()
  return {
    stream: () => stream,
    came: () => came,
    close: () => {
      stopped = true
      clearTimeout(timer)
      stream.close()
    },
  }
}
