import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { settled } from '../../../scripts/capture/settled.ts'
import { planFile } from '../../helpers/plans.ts'
import { HOME } from '../../helpers/sources.ts'
import { expectFigures } from '../helpers/figures.ts'
import { reporting } from '../helpers/report.ts'
import type { Stage } from '../helpers/wall.ts'

const HEADER = '编号,小区名称,镇,社区,管理模式,物业公司,进驻日期'

/** What only a database shared with others can do: others write to it, and it goes away. */
export const followsItsDatabase = (stage: Stage) => {
  const { progress, report } = reporting(stage)

  /** Imports a ledger as the command does, beside the running server. */
  const importLedger = (plan: string, rows: string[], revised: { short_title?: string } = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'fullcover-e2e-import-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const document = { ...planFile('xx-county-2024'), id: plan, ...revised }
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(document))
    writeFileSync(join(folder, 'ledger.csv'), [HEADER, ...rows].join('\n'))
    const given = ['--plan', join(folder, 'plan.json'), '--ledger', join(folder, 'ledger.csv')]
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/start.mjs', 'scripts/import.ts', ...given],
      {
        cwd: HOME,
        env: { ...process.env, DATABASE_URL: stage.database().url },
        encoding: 'utf8',
      },
    )
    expect(status, stdout + stderr).toBe(0)
  }

  test('导入命令写入的小区、新建的社区、新来的公司、改过的方案，开着的墙一并看到', async () => {
    const plan = 'imported-beside'
    const first = ['1,粮食局家属院,城关镇,东关社区,专业化物业,安居物业,2024-05-12', '2,机械厂家属院,城关镇,东关社区,,,']
    importLedger(plan, first)
    const page = await stage.page(`/?plan=${plan}`)
    const ranking = page.locator('.ranking')
    await ranking.getByText('东关').first().waitFor()
    expect(await ranking.getByText('西关').count()).toBe(0)
    importLedger(plan, [...first, '3,棉纺厂家属院,城关镇,西关社区,专业化物业,康居物业,2024-06-03'])
    await ranking.getByText('西关').first().waitFor({ timeout: 10_000 })
    await expect
      .poll(() => page.locator('h1').evaluate(({ ownerDocument }) => ownerDocument.body.innerText))
      .toMatch(/2 \/ 3/)
    await page.keyboard.press('/')
    await page.keyboard.type('棉纺厂')
    await page.getByRole('option', { name: /棉纺厂/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('康居物业').first().waitFor()
    importLedger(plan, first, { short_title: '物业管理再提升' })
    await page.getByRole('heading', { level: 1, name: '物业管理再提升' }).waitFor({ timeout: 20_000 })
  })

  test('数据库断开，墙还在、说明已断；数据库回来，墙自己接上，中间填的一条也不少', async () => {
    const page = await stage.wall()
    await settled(page)
    await stage.database().letIn(false)
    const notice = page.getByRole('status').filter({ hasText: '连接中断' })
    await notice.waitFor({ timeout: 30_000 })
    await stage.database().letIn(true)
    await expect
      .poll(
        () =>
          report().then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true)
    await notice.waitFor({ state: 'detached', timeout: 40_000 })
    await expectFigures(page, await progress())
    stage.guard().forgive()
  })
}
