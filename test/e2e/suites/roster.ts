import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Progress } from '../../../core/api/progress.ts'
import type { Roster } from '../../../core/api/roster.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** The office keeps the roster: what an act will do is seen before it is done, and each act is taken back. */
export const keepsTheRoster = (stage: Stage) => {
  const roster = () => stage.ask<Roster>(`/plans/${COUNTY}/roster`)
  const total = async () => (await stage.ask<Progress>(`/plans/${COUNTY}/progress`)).total
  const desk = async () => {
    const page = await stage.page(`/desk/${COUNTY}?panel=roster`, {})
    await page.getByText(/底数冻结于/).waitFor()
    await page.locator('canvas').waitFor()
    return page
  }
  const act = (page: Page, name: string) =>
    page.getByRole('navigation', { name: '底数变动' }).getByRole('button', { name, exact: true }).click()
  const pick = async (page: Page, name: string) => {
    const search = page.getByPlaceholder('名称、编号或拼音首字母')
    await search.fill(name)
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click()
    await page.getByRole('button', { name: `去掉${name}` }).waitFor()
  }
  const undoFirst = async (page: Page) => {
    await page.getByRole('button', { name: '撤销', exact: true }).first().click()
    await page.locator('.el-popconfirm').getByRole('button', { name: '撤销', exact: true }).click()
    await page.locator('.acts').getByRole('listitem').first().getByText('已撤销').waitFor()
  }

  test('移出一个：先看底数 229 变成 228，写明原因才能确认；撤销以后又是 229', { timeout: 90_000 }, async () => {
    const before = await total()
    const page = await desk()
    await act(page, '移出')
    await pick(page, '福民小区')
    await page.getByText(`${before.total} → ${before.total - 1}`).waitFor()
    const confirm = page.getByRole('button', { name: '移出底数' })
    expect(await confirm.isDisabled()).toBe(true)
    await page.getByPlaceholder('例如：已拆除').fill('整体拆除')
    await keep(page, 'roster-remove')
    await confirm.click()
    await page.getByText('整体拆除').first().waitFor()
    expect((await total()).total).toBe(before.total - 1)
    await undoFirst(page)
    expect(await total()).toEqual(before)
  })

  test('拆分：在地图上画一条线，户数按占地分好，底数仍是一个；撤销以后两院都没有了', { timeout: 120_000 }, async () => {
    const before = await total()
    const page = await desk()
    await act(page, '拆分')
    await pick(page, '长乐小区')
    await page.getByText('各项总数不变').waitFor()
    const cut = page.getByRole('button', { name: '在地图上画线分开' })
    await expect.poll(() => cut.isEnabled()).toBe(true)
    await page.waitForTimeout(2000)
    await cut.click()
    const { x, y, width, height } = (await page.locator('canvas').boundingBox())!
    await page.mouse.click(x + width / 2, y + 30)
    await page.mouse.click(x + width / 2 + 10, y + height - 60)
    await page.getByRole('button', { name: '就这样分开' }).click()
    const counts = await page
      .getByLabel('户数')
      .evaluateAll(fields => fields.map(field => Number((field as HTMLInputElement).value)))
    expect(counts).toHaveLength(2)
    expect(counts[0]).not.toBe(counts[1])
    await page.getByPlaceholder('例如：新路穿院，分开管理').fill('新路穿院')
    await keep(page, 'roster-split')
    await page.getByRole('button', { name: '拆分小区' }).click()
    await page.getByRole('button', { name: '长乐小区甲院、长乐小区乙院' }).first().waitFor()
    expect(await total()).toEqual(before)
    await undoFirst(page)
    expect((await roster()).acts[0]).toMatchObject({ kind: 'split', undone: expect.any(Number) })
    expect(await total()).toEqual(before)
  })
}
