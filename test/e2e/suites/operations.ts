import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { keep, type Stage } from '../helpers/wall.ts'

/** The administrator's page 运行: how the server is, examined and backed up from there. */
export const looksAfterTheServer = (stage: Stage) => {
  const open = async () => {
    const page = await stage.page('/admin?tab=running')
    await page.getByRole('heading', { level: 2 }).waitFor()
    return page
  }
  const verdict = (page: Page) => page.getByRole('heading', { level: 2 }).innerText()
  const text = async (page: Page) => (await page.getByRole('main').innerText()).replaceAll('\u00a0', ' ')
  /** Whoever comes back to the page has it ask at once. */
  const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

  test('还没有检查过的服务器照实说；按键盘检查，大字换成结论；按一下备份，列表里就有；页面不滚动', async () => {
    const page = await open()
    expect(await verdict(page)).toBe('还没有检查过')
    for (const words of ['还没有备份', '没有正在进行的任务', '现在没有', 'PostGIS'])
      expect(await text(page)).toContain(words)

    await page.getByRole('button', { name: '现在检查' }).press('Enter')
    await page.getByRole('progressbar', { name: '正在检查' }).waitFor()
    expect(
      await page.evaluate(() => document.activeElement?.textContent?.trim()),
      'the keyboard stays where it was',
    ).toBe('停止')
    await expect.poll(() => text(page)).toContain('在本页检查')
    expect(await verdict(page)).toMatch(/一切正常|有 \d+ 处/)

    await page.getByRole('button', { name: '现在备份' }).click()
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    expect(await page.getByRole('row').last().innerText()).toMatch(/手动\s+PostgreSQL\s+[\d.]+ MB/)
    expect(await text(page)).toMatch(/最近一份：(刚刚|\d 分钟前)/)
    expect(await text(page)).toMatch(/restore.*\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/s)
    await keep(page, 'operations')
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0)
  })

  test('数据库连不上时，页面照实说，留着上次的情况，按钮说明为什么不能按；恢复以后自己更新', async () => {
    const page = await open()
    await stage.database().letIn(false)
    try {
      await comeBack(page)
      await expect.poll(() => verdict(page)).toBe('数据库连不上')
      const button = page.getByRole('button', { name: '现在备份' })
      expect(await button.isDisabled()).toBe(true)
      expect(await button.getAttribute('title')).toContain('恢复连接')
      expect(await text(page)).toContain('最近一份')
      stage.guard().forgive()
    } finally {
      await stage.database().letIn(true)
    }
    await expect
      .poll(async () => {
        await comeBack(page)
        return verdict(page)
      })
      .toMatch(/一切正常|有 \d+ 处/)
    stage.guard().forgive()
  })

  test('演示的管理员看得到，做不了，按钮旁写着为什么', async () => {
    const page = await stage.page('/sign-in', { viewport: { width: 1366, height: 768 } })
    await page.getByRole('button', { name: /^管理员/ }).click()
    await page.waitForURL(/\/admin/)
    await page.getByRole('link', { name: '运行' }).click()
    for (const name of ['现在检查', '现在备份'])
      expect(await page.getByRole('button', { name }).isDisabled()).toBe(true)
    expect(await text(page)).toContain('演示里只能看')
    expect(await text(page), 'no path of the server').not.toContain('restore')
  })
}
