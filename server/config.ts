import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
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
  /** Where backups are kept, and how many. */
  readonly backup_dir: string
  readonly backups_kept: number
  /** Whether a database that already holds something is backed up before its schema changes. */
  readonly upgrade_backup: boolean
  /** Addresses beside loopback that may read /metrics. */
  readonly metrics_allow: string[]
  /** A statement that takes longer is named in the log, ms. */
  readonly slow_query_ms: number
}

/** Reads the settings; every fault is named in one error. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = []
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push(`PORT=${env.PORT} 不是端口号`)
  const database_url = env.DATABASE_URL || undefined
  if (database_url && !/^postgres(ql)?:\/\//.test(database_url)) faults.push('DATABASE_URL 应以 postgres:// 开头')
  if (database_url && !URL.canParse(database_url.replace('@/', '@localhost/')))
    faults.push('DATABASE_URL 不是完整的地址（密码里的特殊字符须写成 %XX）')
  if (env.DEMO !== undefined && !['on', 'off', 'only'].includes(env.DEMO)) faults.push('DEMO 只能是 on、off 或 only')
  const demo = env.DEMO !== 'off'
  const rate_per_minute = Number(env.RATE_PER_MINUTE || 3000)
  if (!Number.isInteger(rate_per_minute) || rate_per_minute < 0) faults.push('RATE_PER_MINUTE 应为整数，0 表示不限')
  const accounts = readAccountSettings(env, demo, faults)
  const trust_proxy = addresses(env, 'TRUST_PROXY', faults)
  const metrics_allow = addresses(env, 'METRICS_ALLOW', faults)
  const backups_kept = Number(env.BACKUP_KEEP || 14)
  if (!Number.isInteger(backups_kept) || backups_kept < 1) faults.push('BACKUP_KEEP 应为正整数')
  if (env.UPGRADE_BACKUP && !['on', 'off'].includes(env.UPGRADE_BACKUP)) faults.push('UPGRADE_BACKUP 只能是 on 或 off')
  const slow_query_ms = Number(env.SLOW_QUERY_MS || 500)
  if (!Number.isInteger(slow_query_ms) || slow_query_ms < 0) faults.push('SLOW_QUERY_MS 应为毫秒数')
  const log_level = env.LOG_LEVEL || 'warn'
  if (!LOG_LEVELS.includes(log_level)) faults.push(`LOG_LEVEL 只能是 ${LOG_LEVELS.join('、')}`)
  if (faults.length > 0) throw new Error(`设置有误：${faults.join('；')}。`)
  const data_dir = resolve(env.DATA_DIR ?? '.data')
  return Object.freeze({
    host: env.HOST ?? '127.0.0.1',
    port,
    database_url,
    data_dir,
    demo,
    demo_only: env.DEMO === 'only',
    accounts,
    trust_proxy,
    rate_per_minute,
    backup_dir: resolve(env.BACKUP_DIR || join(data_dir, 'backups')),
    backups_kept,
    upgrade_backup: env.UPGRADE_BACKUP !== 'off',
    metrics_allow,
    slow_query_ms,
    log_level,
  })
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

function addresses(env: NodeJS.ProcessEnv, name: string, faults: string[]): string[] {
  const all = (env[name] ?? '').split(',').flatMap(one => one.trim() || [])
  if (!all.every(isNetwork)) faults.push(`${name} 应为地址或网段（如 10.1.0.0/16），多个以逗号隔开`)
  return all
}

function isNetwork(text: string): boolean {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = isIP(address)
  return version > 0 && Number(bits) <= (version === 4 ? 32 : 128)
}
