import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { MigrationFailed, migrate, pendingOf } from '../../../server/db/migrate.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { asItLies } from './as-it-lies.ts'
import { withMigrations } from './migrations-folder.ts'

const GOOD = `
  create table parcel (id int primary key);
  insert into parcel values (1);
  alter table account add shoe_size int;
  grant select on account to public;`
const BAD = `
  create table locker (id int primary key);
  -- 两行注释
  insert into locker values (1), (1);`

const folders: string[] = []
const folder = (later: Record<string, string>) => {
  const made = withMigrations(later)
  folders.push(made)
  return made
}
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

eachEngine('更新数据库结构', connection => {
  test('什么也不缺时，再启动一次不改变任何东西', async () => {
    const before = await asItLies(connection())
    const done: string[] = []
    await migrate(connection(), name => done.push(name))
    expect(done).toEqual([])
    expect(await asItLies(connection())).toBe(before)
  })

  test('第二个新结构失败时，第一个也不留下：数据库与之前一字不差，说出是哪一个、数据库怎么说', async () => {
    const later = folder({ '0101-good.sql': GOOD, '0102-bad.sql': BAD })
    expect(await pendingOf(connection(), later)).toEqual(['0101-good.sql', '0102-bad.sql'])
    const before = await asItLies(connection())
    const failed = await migrate(connection(), () => {}, { folder: later }).catch((error: Error) => error)
    expect(failed).toBeInstanceOf(MigrationFailed)
    expect((failed as Error).message).toMatch(/^0102-bad\.sql 执行失败（数据库说：.*locker_pkey.*）；数据库没有改动。$/)
    expect(await asItLies(connection())).toBe(before)
    expect(await pendingOf(connection())).toEqual([])
  })

  test('写错的一行说出行号', async () => {
    const later = folder({ '0101-typo.sql': 'select 1;\n\nselcet 2;' })
    await expect(migrate(connection(), () => {}, { folder: later })).rejects.toThrow(
      /0101-typo\.sql 执行失败（第 3 行，/,
    )
  })

  test('执行之后被改动过的、由更新的版本建立的、中间缺一个的，都拒绝', async () => {
    const changed = folder({ '0018-notices.sql': 'select 1;' })
    await expect(migrate(connection(), () => {}, { folder: changed })).rejects.toThrow(
      '0018-notices.sql 在执行之后被改动过',
    )
    const older = folder({})
    rmSync(`${older}/0018-notices.sql`)
    await expect(migrate(connection(), () => {}, { folder: older })).rejects.toThrow(
      '数据库由更新的版本建立（0018-notices.sql），请升级程序。',
    )
    const gap = folder({ '0017-zz-late.sql': 'select 1;' })
    await expect(migrate(connection(), () => {}, { folder: gap })).rejects.toThrow(
      '数据库缺少 0017-zz-late.sql，却已有 0018-notices.sql',
    )
  })
})
