import { expect, test } from 'vitest'
import type { PlanSummary } from '../../../core/api/plans.ts'
import type { Progress } from '../../../core/api/progress.ts'
import type { PlanDocument } from '../../../core/plan/plan-document.ts'
import { settled } from '../../../scripts/capture/settled.ts'
import { expectClear } from '../helpers/clear.ts'
import { choose, expectFigures, headline, stir } from '../helpers/figures.ts'
import { COUNTY, keep, MAP, type Stage } from '../helpers/wall.ts'

/** What each plan's headline must say, beside its place. */
const SAYS: Record<string, RegExp> = {
  'xx-county-2024': /\d+ \/ 229 个小区（楼院）/,
  'mengjin-2019': /\d+ \/ 24 个小区/,
  'xx-town': /平均得分 已考评/,
  'sishui-2019': /\d+ \/ 20 项工作措施/,
  'xx-district-2024': /\d+ \/ 30 个老旧住宅区/,
}

/** All five documents: on the wall under their own headline, and as a page to read. */
export const readsPlans = (stage: Stage) => {
  test('五个方案都换得上，各有各的标题和数字', async () => {
    const plans = await stage.ask<PlanSummary[]>('/plans')
    expect(plans.map(({ id }) => id).sort()).toEqual(Object.keys(SAYS).sort())
    const page = await stage.wall()
    for (const { id, place, short_title } of plans) {
      await choose(page, '方案', `${place} · ${short_title}`)
      await expect.poll(() => headline(page), { timeout: 10_000 }).toContain(`${place} · ${short_title}`)
      await expect.poll(() => headline(page)).toMatch(SAYS[id]!)
      if (id !== 'xx-town') await expectFigures(page, await stage.ask<Progress>(`/plans/${id}/progress`))
      await page.mouse.move(300, 740)
      await settled(page)
      await keep(page, `plan-${id}`)
    }
  })

  test('换过来的地图和重新打开的一样：社区名、颜色、位置，一处不差', async () => {
    const page = await stage.wall()
    // The second time the letters of its names are there before its map is.
    for (const plan of [/^孟津县/, /^XX县/, /^孟津县/]) {
      await choose(page, '方案', plan)
      await page.mouse.move(300, 740)
      await settled(page)
    }
    // Beside other work a picture may stay the same for a while before the last of it is drawn.
    await page.waitForTimeout(3000)
    await settled(page)
    const changed = await page.screenshot({ clip: MAP })
    await page.reload()
    await page.mouse.move(300, 740)
    await settled(page)
    await expect.poll(async () => changed.equals(await page.screenshot({ clip: MAP }))).toBe(true)
  })

  test('孟津的三个摸底数各带单位和面积占比，小区与幢不相加', async () => {
    const page = await stage.wall('plan=mengjin-2019')
    const text = (await page.getByRole('complementary').innerText()).replace(/\s+/g, ' ')
    for (const words of ['45 个', '125 个', '379 幢', '48%', '11.7%', '40.3%', '不相加']) expect(text).toContain(words)
    expect(text).not.toMatch(/549|170 个/)
  })

  test('004 的三项覆盖各有其率，三项俱全才算', async () => {
    const page = await stage.wall('plan=xx-district-2024')
    const { total } = await stage.ask<Progress>('/plans/xx-district-2024/progress')
    const buttons = page.getByRole('button', { name: /^(党组织|业主自治组织|管理社会化)/ })
    const rates = (await buttons.allInnerTexts()).map(text => Number(/([\d.]+)%/.exec(text)?.[1]))
    expect(rates).toHaveLength(3)
    for (const rate of rates) expect(rate).toBeGreaterThanOrEqual((total.covered / total.total) * 100 - 0.1)
  })

  test('考评的方案也说得出节点任务：要的是什么、哪天到期、完成没有', async () => {
    const page = await stage.wall('plan=xx-town')
    const { target } = await stage.ask<Progress>('/plans/xx-town/progress')
    const text = await headline(page)
    for (const words of ['六个小区都完成考评', '12 月 31 日', '100%', `还有 ${target!.days_left} 天`])
      expect(text).toContain(words)
  })

  test('换成英文，标签都是英文，数字不变；换回来也行', async () => {
    const page = await stage.wall(undefined, { viewport: { width: 1366, height: 768 } })
    await stir(page)
    await page.getByRole('button', { name: 'English' }).click()
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en')
    const figures = await page.locator('main').innerText()
    expect(figures).toContain('72.9%')
    expect(figures).not.toMatch(/截至|还差|排名|未上报|演示数据/)
    await page.mouse.move(300, 740)
    await settled(page)
    await keep(page, 'english')
    await expectClear(page)
    await stir(page)
    await page.getByRole('button', { name: '中文' }).click()
    await expect.poll(() => headline(page)).toContain('还差')
  })

  test.each(Object.keys(SAYS))('方案全文 %s 读得下去：字够大、不横滚、各节都在', async id => {
    const page = await stage.page(`/plans/${id}`)
    const plan = (await stage.ask<{ document: PlanDocument }>(`/plans/${id}`)).document
    const titles = await page.getByRole('heading', { level: 2 }).allInnerTexts()
    expect(titles.length).toBeGreaterThanOrEqual(5)
    if (plan.phases.length > 0) expect(titles.join()).toContain('阶段')
    if (plan.targets.length > 0) expect(titles.join()).toContain('节点任务')
    const [wide, small] = await page.evaluate(() => {
      const main = document.querySelector('main')!
      const sizes = [...main.querySelectorAll('p, td, th, li, h2')].map(each =>
        Number.parseFloat(getComputedStyle(each).fontSize),
      )
      return [main.scrollWidth - main.clientWidth, Math.min(...sizes)] as const
    })
    expect(wide).toBeLessThanOrEqual(0)
    expect(small).toBeGreaterThanOrEqual(14)
    await keep(page, `document-${id}`)
  })

  test('文件里印的和采用的不一样时，两样都看得到，还有缘由', async () => {
    const page = await stage.page(`/plans/${COUNTY}`)
    const text = await page.locator('main').innerText()
    expect(text).toContain('总述另写“3月下旬”起推进督导')
    expect(text).toMatch(/原文/)
  })

  test('从一张图到方案全文，再回来，还是那个方案', async () => {
    const page = await stage.wall('plan=mengjin-2019')
    await stir(page)
    await page.getByRole('link', { name: '方案全文' }).click()
    await page.getByRole('heading', { level: 1, name: /孟津县/ }).waitFor()
    await page.getByRole('link', { name: /返回一张图/ }).click()
    await expect.poll(() => headline(page)).toContain('孟津县')
  })
}
