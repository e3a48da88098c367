import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { HOME } from '../../helpers/sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'fullcover-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => {
  const { DATABASE_URL: _, ...env } = process.env
  const { status, stderr, stdout } = spawnSync(process.execPath, ['scripts/import.ts', ...args], {
    cwd: HOME,
    env: { ...env, DATA_DIR: folder },
    encoding: 'utf8',
  })
  return { status, stderr, stdout }
}

test('用法不对，退出码 2，并说出用法', () => {
  const file = join(folder, 'a.csv')
  writeFileSync(file, '编号,小区名称\n')
  for (const args of [
    [],
    ['--plan', 'x'],
    ['--plan', 'x', '--ledger', join(folder, 'none.csv')],
    ['--colour'],
    ['--plan', 'x', '--ledger', file, '--crs', '4547'],
  ]) {
    const { status, stderr } = run(...args)
    expect(status, args.join(' ')).toBe(2)
    expect(stderr).toContain('用法：')
  }
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--dry-run') })
})

test('服务正开着内嵌数据库，退出码 1，并说清楚怎么办', () => {
  const file = join(folder, 'b.csv')
  writeFileSync(file, '编号,小区名称\n')
  writeFileSync(join(folder, 'server.pid'), String(process.pid))
  const { status, stderr } = run('--plan', 'xx-county-2024', '--ledger', file)
  expect(status).toBe(1)
  expect(stderr).toContain('先停止服务')
})
