import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Script } from './connect.ts'

/** Where this version's migrations lie. */
export const MIGRATIONS = join(import.meta.dirname, '../../migrations')

export interface Migration {
  name: string
  text: string
  sha256: string
}

/** This version's migrations in their order. */
export const migrationsOf = (folder: string): Migration[] =>
  namesOf(folder).map(name => {
    const text = readFileSync(join(folder, name), 'utf8')
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
  })

export const namesOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()

/** What a database has of the migrations, and what it lacks; one that this version cannot have made is refused. */
export async function pendingIn(
  script: Script,
  migrations: Migration[],
): Promise<{ applied: string[]; pending: Migration[] }> {
  const [there] = await script(`select to_regclass('public.schema_migration') is not null as yes`)
  const rows = there?.yes ? await script('select name, sha256 from schema_migration order by name') : []
  const applied = new Map(rows.map(row => [String(row.name), String(row.sha256)]))
  const newer = [...applied.keys()].filter(name => !migrations.some(each => each.name === name))
  if (newer.length > 0) throw new Error(`数据库由更新的版本建立（${newer.join('、')}），请升级程序。`)
  for (const { name, sha256 } of migrations)
    if (applied.has(name) && applied.get(name) !== sha256) throw new Error(`${name} 在执行之后被改动过，拒绝启动。`)
  const pending = migrations.filter(({ name }) => !applied.has(name))
  const last = [...applied.keys()].at(-1) ?? ''
  const skipped = pending.filter(({ name }) => name < last)
  if (skipped.length > 0)
    throw new Error(`数据库缺少 ${skipped.map(({ name }) => name).join('、')}，却已有 ${last}，拒绝启动。`)
  return { applied: [...applied.keys()], pending }
}
