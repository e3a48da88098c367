import { sql } from 'kysely'
import { MIGRATIONS, migrationsOf } from '../../db/schema-files.ts'
import { type Check, foundIn } from '../check.ts'

export const schemaSame: Check = {
  id: 'schema_same',
  title: '数据库结构的版本',
  condition: 'ill',
  well: '数据库结构与本程序的版本一致。',
  otherwise: found =>
    `数据库结构与本程序有 ${found} 处不一致。缺少的在下次启动服务时自动补上；多出的说明数据库更新，请改用新版本的程序；内容不同请联系维护人员。其余各项等结构一致后再查。`,
  ask: visit =>
    visit.read(async trx => {
      const { rows: is } = await sql<{
        empty: boolean
      }>`select to_regclass('public.schema_migration') is null as empty`.execute(trx)
      if (is[0]!.empty)
        return {
          found: 1,
          sentence: '这个数据库里还没有本系统的数据。请核对 DATABASE_URL 或 DATA_DIR，或先启动一次服务。',
        }
      const { rows } = await sql<{ name: string; sha256: string }>`
        select name, sha256 from schema_migration order by name`.execute(trx)
      const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
      const own = new Map(migrationsOf(MIGRATIONS).map(({ name, sha256 }) => [name, sha256]))
      return foundIn([
        ...[...own].flatMap(([name, sha256]) => {
          if (!applied.has(name)) return [`缺少 ${name}`]
          return applied.get(name) === sha256 ? [] : [`${name} 的内容不同`]
        }),
        ...[...applied.keys()].flatMap(name => (own.has(name) ? [] : [`多出 ${name}`])),
      ])
    }),
}
