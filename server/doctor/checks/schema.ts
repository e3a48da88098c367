import { sql } from 'kysely'
import { MIGRATIONS, migrationsOf } from '../../db/schema-files.ts'
import { type Check, foundIn } from '../check.ts'

export const schemaSame: Check = {
  id: 'schema_same',
  title: '数据库结构的版本',
  condition: 'ill',
  well: '数据库结构与本程序的版本一致。',
  otherwise: found =>
    `数据库结构与本程序有 ${found} 处不一致。缺少的在下次启动服务时自动补上；多出的说明数据库更新，请改用新版本的程序；内容不同请联系维护人员。`,
  ask: visit =>
    visit.read(async trx => {
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
