import { resolve } from 'node:path'
import { readAccountSettings } from './accounts/read-settings.ts'
import type { AccountSettings } from './accounts/settings.ts'

/** Settings, from the environment alone; .env.example lists them. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly database_url: string | undefined
  readonly data_dir: string
  /** Whether an empty database is filled with the demo county. */
  readonly demo: boolean
  readonly log_level: string
  /** Whether the server shows demo counties and nothing else: then no first administrator is asked for. */
  readonly demo_only: boolean
  readonly accounts: AccountSettings
  readonly trust_proxy: string[]
  readonly rate_per_minute: number
}

/** Reads the settings; every fault is named in one error. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = []
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push(`PORT=${env.PORT} 不是端口号`)
  const database_url = env.DATABASE_URL || undefined
  if (database_url && !/^postgres(ql)?:\/\//.test(database_url)) faults.push('DATABASE_URL 应以 postgres:// 开头')
  if (env.DEMO !== undefined && !['on', 'off', 'only'].includes(env.DEMO)) faults.push('DEMO 只能是 on、off 或 only')
  const demo = env.DEMO !== 'off'
  const rate_per_minute = Number(env.RATE_PER_MINUTE || 3000)
  if (!Number.isInteger(rate_per_minute) || rate_per_minute < 0) faults.push('RATE_PER_MINUTE 应为整数，0 表示不限')
  const accounts = readAccountSettings(env, demo, faults)
  const trust_proxy = (env.TRUST_PROXY ?? '').split(',').flatMap(one => one.trim() || [])
  if (trust_proxy.some(one => !/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(one)))
    faults.push('TRUST_PROXY 应为代理的地址，多个以逗号隔开')
  if (faults.length > 0) throw new Error(`设置有误：${faults.join('；')}。`)
  return Object.freeze({
    host: env.HOST ?? '127.0.0.1',
    port,
    database_url,
    data_dir: resolve(env.DATA_DIR ?? '.data'),
    demo,
    demo_only: env.DEMO === 'only',
    accounts,
    trust_proxy,
    rate_per_minute,
    log_level: env.LOG_LEVEL ?? 'warn',
  })
}
