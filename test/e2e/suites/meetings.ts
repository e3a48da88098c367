import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Meeting } from '../../../core/api/meetings.ts'
import { openDesk } from '../helpers/desk.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** The office prepares a month's meeting: created as proposed, its sites changed and sorted, and never overwritten by another desk. */
export const preparesMeetings = (stage: Stage) => {
  const meetingOf = async (month: string) =>
    (await stage.ask<Meeting[]>(`/plans/${COUNTY}/meetings`)).find(each => each.month === month)!
  const open = async (month: string) => {
    const page = await openDesk(stage, 'meetings', COUNTY, await stage.page('/sign-in'))
    await page.getByRole('navigation', { name: '各月的会' }).getByRole('button', { name: month }).click()
    return page
  }
  const names = (page: Page) => page.locator('.sites li .name b').allInnerTexts()
  const saved = (page: Page) =>
    page
      .getByRole('status')
      .getByText(/^已保存/)
      .waitFor()
  const place = (page: Page) => page.getByLabel('地点')

  test('按建议建会，用键盘调换前两处，搜名字加一处，按行车顺序重排，都自己存好', { timeout: 120_000 }, async () => {
    const page = await open('8 月')
    await page.getByText('样板 专业化物业').waitFor()
    await page.getByRole('button', { name: '按建议建立' }).click()
    await saved(page)
    const before = await names(page)
    expect(before).toHaveLength(6)
    await page.locator('.sites li .n').first().press('ArrowDown')
    expect(await names(page)).toEqual([before[1], before[0], ...before.slice(2)])
    await page.getByLabel('搜小区添加：名称、编号或拼音首字母').fill('粮食局家属院')
    await page
      .getByRole('option', { name: /粮食局家属院/ })
      .first()
      .click()
    expect(await names(page)).toHaveLength(7)
    await page.getByRole('button', { name: '按行车顺序重排' }).click()
    await saved(page)
    await expect.poll(async () => (await meetingOf('2024-08')).document.sites.length).toBe(7)
    const { sites } = (await meetingOf('2024-08')).document
    expect(sites.filter(({ kind }) => kind === 'chosen')).toHaveLength(1)
    expect(await page.locator('.map-pin').allInnerTexts()).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    await keep(page, 'meetings')
  })

  test('两个工作台改同一次会：后存的看到对方改了什么，选了再存，谁也没有被悄悄覆盖', { timeout: 120_000 }, async () => {
    const [here, there] = [await open('10 月'), await open('10 月')]
    for (const page of [here, there]) await place(page).waitFor()
    await place(there).fill('东关社区院内')
    await place(there).blur()
    await saved(there)
    await expect.poll(async () => (await meetingOf('2024-10')).document.place).toBe('东关社区院内')
    await place(here).fill('会议室')
    await place(here).blur()
    const conflict = here.getByRole('alertdialog', { name: '有人先保存了' })
    await conflict.getByText('会议室').waitFor()
    expect(await conflict.innerText()).toContain('东关社区院内')
    await keep(here, 'meetings-conflict')
    await conflict.getByRole('button', { name: '用我的覆盖' }).click()
    await expect.poll(async () => (await meetingOf('2024-10')).document.place).toBe('会议室')
    await saved(here)
    stage.guard().forgive()
  })
}
