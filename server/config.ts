import { resolve } from 'node:path'

/** Settings, from the environment alone; .env.example lists them. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly database_url: string | undefined
  readonly data_dir: string
  /** Whether an empty database is filled with the demo county. */
  readonly demo: boolean
  readonly log_level: string
}

/** Reads the settings; every fault is named in one error. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = []
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push(`PORT=${env.PORT} 不是端口号`)
  const database_url = env.DATABASE_URL || undefined
  if (database_url && !/^postgres(ql)?:\/\//.test(database_url)) faults.push('DATABASE_URL 应以 postgres:// 开头')
  if (env.DEMO !== undefined && !['on', 'off'].includes(env.DEMO)) faults.push('DEMO 只能是 on 或 off')
  if (faults.length > 0) throw new Error(`设置有误：${faults.join('；')}。`)
  return Object.freeze({
    host: env.HOST ?? '127.0.0.1',
    port,
    database_url,
    data_dir: resolve(env.DATA_DIR ?? '.data'),
    demo: env.DEMO !== 'off',
    log_level: env.LOG_LEVEL ?? 'warn',
  })
}
