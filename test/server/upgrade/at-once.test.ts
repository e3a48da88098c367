import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { makeBackup } from '../../../server/backups/make-backup.ts'
import { connect } from '../../../server/db/connect.ts'
import { MigrationFailed, migrate, pendingOf } from '../../../server/db/migrate.ts'
import { MIGRATIONS, namesOf } from '../../../server/db/schema-files.ts'
import { upgrade } from '../../../server/db/upgrade.ts'
import { administer, onPostgres } from '../../helpers/engines.ts'
import { asItLies } from './as-it-lies.ts'
import { withMigrations } from './migrations-folder.ts'

const later = withMigrations({
  '0101-good.sql': 'create table parcel (id int primary key); insert into parcel values (1);',
})
const slow = withMigrations({
  '0101-good.sql': 'create table parcel (id int primary key);',
  '0102-slow.sql': 'select pg_sleep(30);',
})
const backup_dir = mkdtempSync(join(tmpdir(), 'fullcover-upgrade-backups-'))
afterAll(() => {
  for (const each of [later, slow, backup_dir]) rmSync(each, { recursive: true, force: true })
})

onPostgres('更新的时候还有别人', (connection, url) => {
  test('更新到一半被杀死：数据库与之前一字不差，下一个不用久等', async () => {
    const before = await asItLies(connection())
    const child = fork(join(import.meta.dirname, 'migrate-child.ts'), [url(), slow])
    const said: unknown[] = []
    child.on('message', name => said.push(name))
    await expect.poll(() => said).toContain('0102-slow.sql')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const began = performance.now()
    await migrate(connection())
    expect(performance.now() - began).toBeLessThan(8000)
    expect(await asItLies(connection())).toBe(before)
  })

  test('旧服务的一个事务一直开着：等一会儿就说清楚，不挂住，什么也没改', async () => {
    const before = await asItLies(connection())
    const old = new pg.Client({ connectionString: url() })
    await old.connect()
    await old.query('begin; select count(*) from observation')
    const failed = await migrate(connection(), () => {}, { folder: later, tries: 1 }).catch((error: Error) => error)
    expect(failed).toBeInstanceOf(MigrationFailed)
    expect((failed as Error).message).toContain('数据库正被其他程序占用')
    expect(await asItLies(connection())).toBe(before)
    // It lets go while it is waited for.
    const waited = migrate(connection(), () => {}, { folder: later, tries: 1 })
    await old.query('commit')
    await waited
    await old.end()
    await connection().script(`drop table parcel; delete from schema_migration where name like '01%'`)
  })

  test('数据库里已有东西：备份做不成就不更新；做成了再更新，备份里还是从前的结构', async () => {
    const place = { connection: connection(), database_url: url(), data_dir: backup_dir, backup_dir, kept: 3 }
    const said: string[] = []
    const say = (line: string) => said.push(line.trim())
    const before = await asItLies(connection())
    const full = { ...place, backup_dir: '/dev/full/backups' }
    const refused = await upgrade(
      connection(),
      { backup: () => makeBackup(full, 'upgrade'), say },
      { folder: later },
    ).catch((error: Error) => error)
    expect(refused).toBeInstanceOf(MigrationFailed)
    expect((refused as Error).message).toMatch(/^更新前的备份没有做成，数据库没有改动：.*UPGRADE_BACKUP=off/)
    expect(await asItLies(connection())).toBe(before)

    const made = await upgrade(connection(), { backup: () => makeBackup(place, 'upgrade'), say }, { folder: later })
    expect(made).toMatchObject({ reason: 'upgrade', schema: expect.stringMatching(/^00/) })
    expect(readdirSync(backup_dir)).toContain(made!.name)
    expect(said.slice(-2)).toEqual([`已备份：${made!.name}`, '更新数据库结构 0101-good.sql'])
    expect(await pendingOf(connection(), later)).toEqual([])
    expect(
      await upgrade(connection(), { backup: () => makeBackup(place, 'upgrade'), say }, { folder: later }),
    ).toBeNull()
  })

  test('两个服务同时在一个空库上启动：一个建立，另一个等它，都不出错，也都不备份', async () => {
    for (const isolation of ['read committed', 'serializable']) {
      const name = `fullcover_test_${randomUUID().replaceAll('-', '')}`
      await administer(`create database ${name} template template0`)
      await administer(`alter database ${name} set default_transaction_isolation = '${isolation}'`)
      const at = new URL(url())
      at.pathname = `/${name}`
      const starters = [0, 1].map(() => connect({ database_url: at.href, data_dir: '' }))
      const applied: string[][] = [[], []]
      const backup = () => Promise.reject(new Error('nothing is there to be backed up'))
      await Promise.all(
        starters.map(async (starter, i) => upgrade(await starter, { backup, say: line => applied[i]!.push(line) })),
      )
      expect(applied.map(each => each.length).toSorted((a, b) => a - b)).toEqual([0, namesOf(MIGRATIONS).length])
      for (const starter of starters) await (await starter).close()
      await administer(`drop database ${name} with (force)`)
    }
  })
})
