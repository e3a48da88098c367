import { expect, test } from 'vitest'
import type { Closing } from '../../../core/api/closings.ts'
import type { Notice } from '../../../core/api/notices.ts'
import type { Progress } from '../../../core/api/progress.ts'
import { signFigures } from '../helpers/closing.ts'
import { openDesk } from '../helpers/desk.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** 公示: signed figures hung up, an objection answered, read by a stranger without names. */
export const hangsNotices = (stage: Stage) => {
  test('签发的截数贴出公示，异议记下并答复；公开页谁都能看，只有数字和答复', { timeout: 180_000 }, async () => {
    const closing: Closing = await signFigures(stage, { purpose: 'result', as_of: '2024-10-15' })
    const { total } = await stage.ask<Progress>(
      `/plans/${COUNTY}/progress?basis=verified&as_of=${closing.as_of}&known_at=${encodeURIComponent(closing.known_at!)}`,
    )
    const page = await openDesk(stage, 'notices')
    await page.getByRole('button', { name: '发布公示' }).click()
    const hang = page.getByRole('button', { name: '发布', exact: true })
    expect(await hang.isDisabled()).toBe(true)
    await page.getByText('请写张贴地点').waitFor()
    await page.getByLabel('张贴地点').fill('东关社区公告栏')
    await hang.click()
    await page.getByRole('button', { name: /公示第 1 天，共 7 天/ }).click()
    await page.getByRole('button', { name: '记一条异议' }).click()
    await page.getByLabel('内容').fill('王大妈：我们院没有人打扫')
    await page.getByRole('button', { name: '记下' }).click()
    await page.getByRole('button', { name: '答复' }).click()
    await page.getByLabel('内容').fill('请拨打 13800138000')
    await page.getByRole('button', { name: '记下' }).click()
    await page.getByText('不能有电话号码').waitFor()
    stage.guard().forgive()
    await page.getByLabel('内容').fill('已督促物业每日清扫。')
    await page.getByRole('button', { name: '记下' }).click()
    await page.locator('li').filter({ hasText: '已督促物业每日清扫。' }).first().waitFor()
    await keep(page, 'notices-panel')

    const [notice] = await stage.ask<Notice[]>(`/plans/${COUNTY}/notices`)
    const stranger = await stage.page(`/notice/${notice!.token}`, { viewport: { width: 900, height: 1200 } })
    const text = await stranger.getByRole('article').innerText()
    expect(text).toContain(`${total.covered}个`)
    expect(text).toContain('收到异议 1 条，已答复 1 条')
    expect(text).toContain('已督促物业每日清扫。')
    expect(text).not.toMatch(/王大妈|13800138000|[{}]/)
    await keep(stranger, 'notice')
  })
}
