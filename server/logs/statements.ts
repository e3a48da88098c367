import { EventEmitter } from 'node:events'
import type { KyselyConfig, KyselyPlugin, LogEvent, QueryId } from 'kysely'
import { sqlstateOf } from './error-facts.ts'
import { ownFrames } from './own-frames.ts'

/** A statement that took longer than it should; its parameters are nobody's business. */
export interface SlowStatement {
  /** The file and function that asked. */
  query: string
  /** The text as the database gets it, values left out. */
  sql: string
  ms: number
  /** How many rows came back; null where none could. */
  rows: number | null
  sqlstate?: string
}

/** What is told of the database's statements. */
export interface Statements extends EventEmitter<{ ended: [ms: number, failed: boolean]; slow: [SlowStatement] }> {
  /** Kysely is made with these. */
  kysely: Required<Pick<KyselyConfig, 'log' | 'plugins'>>
}

const SQL_CHARACTERS = 300
/** Reaches past Kysely's own frames to who asked. */
const FRAMES = 10

/** Watches the statements of one connection; those that take `slow_ms` or longer are named by who asked. */
export function makeStatements(slow_ms: number): Statements {
  const askers = new WeakMap<QueryId, { stack?: string }>()
  const slow = new WeakMap<QueryId, SlowStatement>()
  const told: EventEmitter<{ ended: [ms: number, failed: boolean]; slow: [SlowStatement] }> = new EventEmitter()

  const log = (event: LogEvent) => {
    const { queryDurationMillis, query } = event
    const failed = event.level === 'error'
    told.emit('ended', queryDurationMillis, failed)
    if (queryDurationMillis < slow_ms) return
    // Who asked when it was begun, and behind them, over all awaits, who waits for it now.
    const stack = `${askers.get(query.queryId)?.stack ?? ''}\n${captured(FRAMES * 4).stack}`
    const statement: SlowStatement = {
      query: nameOf(stack) ?? query.sql.trim().split(/\s+/, 3).join(' '),
      sql: query.sql.replace(/\s+/g, ' ').trim().slice(0, SQL_CHARACTERS),
      ms: Math.round(queryDurationMillis),
      rows: null,
      ...(failed && { sqlstate: sqlstateOf(event.error) }),
    }
    slow.set(query.queryId, statement)
    // By then the plugin has seen the rows.
    setImmediate(() => told.emit('slow', statement))
  }

  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      askers.set(queryId, captured(FRAMES))
      return node
    },
    async transformResult({ result, queryId }) {
      const statement = slow.get(queryId)
      if (statement) statement.rows = result.rows.length
      return result
    },
  }
  return Object.assign(told, { kysely: { log, plugins: [plugin] } })
}

/** The stack of this moment; its text is only made when somebody reads it. */
function captured(frames: number): { stack?: string } {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = frames
  const holder = {}
  Error.captureStackTrace(holder, captured)
  Error.stackTraceLimit = stackTraceLimit
  return holder
}

/** Who asked: the nearest queries file, else the nearest code that is neither the database's nor the log's; a function with a name before one without. */
function nameOf(stack: string): string | undefined {
  const frames = ownFrames(stack).filter(({ file }) => !file.startsWith('server/logs/'))
  const others = frames.filter(({ file }) => !file.startsWith('server/db/'))
  const nearest = others.find(({ file }) => file.endsWith('.queries.ts')) ?? others[0] ?? frames[0]
  if (!nearest) return undefined
  const { file, line } = nearest
  const named = frames.find(frame => frame.file === file && frame.name)
  return `${file.split('/').at(-1)}${named ? ` ${named.name}` : `:${line}`}`
}
