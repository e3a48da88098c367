import { constants, openSync, writeSync } from 'node:fs'

/** Where lines of the log go. A line that cannot be written is lost and counted; whoever wrote it goes on. */
export interface Sink {
  write(line: string): void
  /** Lines lost since the start. */
  lost(): number
}

type Write = (bytes: Uint8Array) => number

const HELD_BYTES = 1_048_576
const TRIED_MS = 250
const NEWLINE = 10

/**
 * A sink that never throws and never waits: a full disk loses lines until there is room again, a reader that stalls has a
 * megabyte held for it, one that has gone is left alone. The first line after a loss says how many there were.
 */
export function makeSink(write: Write): Sink {
  let held: Uint8Array = new Uint8Array()
  let lost = 0
  let told = 0
  let isTorn = false
  let isWaiting = false

  const pour = (): void => {
    try {
      while (held.length > 0) {
        const written = write(held)
        isTorn = written > 0 ? held[written - 1] !== NEWLINE : isTorn
        held = held.subarray(written)
      }
    } catch (error) {
      if ((error as { code?: string }).code === 'EAGAIN') {
        if (!isWaiting) setTimeout(pourAgain, TRIED_MS).unref()
        isWaiting = true
      } else {
        lost += held.filter(byte => byte === NEWLINE).length
        held = new Uint8Array()
      }
    }
  }
  const pourAgain = () => {
    isWaiting = false
    pour()
  }
  const put = (text: string) => {
    held = Buffer.concat([held, Buffer.from(text)])
    pour()
  }

  return {
    write(line) {
      if (held.length + line.length > HELD_BYTES) {
        lost++
        return
      }
      if (lost > told) {
        const before = lost
        put(`${isTorn ? '\n' : ''}${missing(lost - told)}`)
        // The line that tells of lost lines is none of them.
        if (lost > before) lost = before + 1
        else told = before
        if (lost > before) return
      }
      put(line)
    },
    lost: () => lost,
  }
}

const missing = (lost: number) =>
  `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), lost, msg: 'log lines were lost' })}\n`

/** The standard output as a sink: appending, so that a log that is cut short goes on from its new end; never waiting for a slow reader. */
export function standardOutput(): Sink {
  const fd = reopened(1)
  return makeSink(bytes => writeSync(fd, bytes))
}

function reopened(fd: number): number {
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK)
  } catch {
    return fd
  }
}
