import { makeLog } from '../../../server/logs/make-log.ts'

export type Line = Record<string, unknown> & { level: string; msg: string }

/** A log whose lines are kept in memory. */
export function keptLog(level = 'trace') {
  const texts: string[] = []
  const log = makeLog(level, { write: line => texts.push(line) })
  return { log, text: () => texts.join(''), lines: () => texts.map(text => JSON.parse(text) as Line) }
}
