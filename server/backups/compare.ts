import type { Trx } from '../db/database.ts'
import type { Manifest } from './manifest.ts'
import { asReader, momentOf } from './moment.queries.ts'

/** In what a database differs from the one that was backed up, a sentence each; nothing where they are the same. */
export async function differencesFrom(manifest: Manifest, trx: Trx): Promise<string[]> {
  await asReader(trx)
  const { plans, rows, migrations } = await momentOf(trx)
  const differences: string[] = []
  for (const { plan, seq, seal } of manifest.plans) {
    const now = plans.find(each => each.plan === plan)
    if (now?.seq !== seq) differences.push(`方案 ${plan}：最后一次写入应为第 ${seq} 次，现在是第 ${now?.seq ?? 0} 次`)
    else if (now.seal !== seal) differences.push(`方案 ${plan}：第 ${seq} 次写入的封印不同`)
  }
  for (const table of new Set([...Object.keys(manifest.rows), ...Object.keys(rows)]))
    if (manifest.rows[table] !== rows[table])
      differences.push(`表 ${table}：应有 ${manifest.rows[table] ?? 0} 行，现有 ${rows[table] ?? 0} 行`)
  if (JSON.stringify(migrations) !== JSON.stringify(manifest.migrations)) differences.push('数据库结构的版本不同')
  return differences
}
