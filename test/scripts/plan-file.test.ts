import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { onPostgres } from '../helpers/engines.ts'
import { planFile } from '../helpers/plans.ts'
import { HOME } from '../helpers/sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'fullcover-plan-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const XX = planFile('xx-county-2024')
const plan = file('plan.json', JSON.stringify(XX))
const revised = file('revised.json', JSON.stringify({ ...XX, title: `${XX.title}（修订）` }))
const LEDGER = '编号,小区名称,镇,社区,户数\nA01,粮食局家属院,城关镇,东关社区,65\n'
const good = file('good.csv', LEDGER)
const bad = file('bad.csv', LEDGER.replace('65', '若干'))

onPostgres('导入命令', (_, url) => {
  const run = (plan: string, ledger: string, ...more: string[]) => {
    const args = ['scripts/import.ts', '--plan', plan, '--ledger', ledger, ...more]
    const { status, stdout } = spawnSync(process.execPath, args, {
      cwd: HOME,
      env: { ...process.env, DATABASE_URL: url() },
      encoding: 'utf8',
    })
    return { status, loaded: stdout.includes('已载入方案'), stdout }
  }

  test('台账有错或只是预演，方案也不载入；都对才一起写入，改过的方案也一样', () => {
    expect(run(plan, bad)).toMatchObject({ status: 1, loaded: false, stdout: expect.stringContaining('若干') })
    const tried = { status: 0, loaded: false, stdout: expect.stringContaining('新增小区 1') }
    expect(run(plan, good, '--dry-run')).toMatchObject(tried)
    const written = { status: 0, loaded: true, stdout: expect.stringContaining('已写入（第 2 次写入）') }
    expect(run(plan, good)).toMatchObject(written)
    expect(run(revised, bad)).toMatchObject({ status: 1, loaded: false })
    expect(run(revised, good)).toMatchObject({ status: 0, loaded: true })
  })
})
