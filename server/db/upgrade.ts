import type { Backup } from '#core/api/operations.ts'
import type { Connection } from './connect.ts'
import { type MigrateOptions, MigrationFailed, migrate, schemaOf } from './migrate.ts'

export interface Upgrade {
  /** Makes the backup a database gets before its schema changes; null where the settings leave it out. */
  backup: (() => Promise<Backup>) | null
  say: (text: string) => void
}

/**
 * Brings a database up to date. One that already holds something is backed up first: without a backup nothing is changed.
 * Answers that backup, where one was made.
 */
export async function upgrade(
  connection: Connection,
  { backup, say }: Upgrade,
  options: MigrateOptions = {},
): Promise<Backup | null> {
  const { applied, pending } = await schemaOf(connection, options.folder)
  const holds = applied.length > 0 && pending.length > 0
  const made = holds && backup ? await backedUp(backup, say) : null
  if (holds && !backup) say('      按设置 UPGRADE_BACKUP=off，更新前不做备份。')
  await migrate(connection, name => say(`      更新数据库结构 ${name}`), options)
  return made
}

async function backedUp(backup: () => Promise<Backup>, say: (text: string) => void): Promise<Backup> {
  say('      数据库将更新，先做一次备份…')
  try {
    const made = await backup()
    say(`      已备份：${made.name}`)
    return made
  } catch (error) {
    throw new MigrationFailed(
      `更新前的备份没有做成，数据库没有改动：${(error as Error).message} 请先排除这个原因；若已另有可靠的备份，可设 UPGRADE_BACKUP=off 再来。`,
      { cause: error },
    )
  }
}
