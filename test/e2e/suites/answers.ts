import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Progress } from '../../../core/api/progress.ts'
import { percentText } from '../../../core/text/percent.ts'
import { choose, expectFigures, headline, stir } from '../helpers/figures.ts'
import { COUNTY, type Stage } from '../helpers/wall.ts'

/** Ten seconds before the wall: the headline, its other countings, and the two bases. */
export const answersTheMeeting = (stage: Stage) => {
  const progress = (query = '') => stage.ask<Progress>(`/plans/${COUNTY}/progress${query}`)

  test('开屏就是会上要的答案：覆盖率、229 个里的多少、离目标差多少、还有几天，与接口一字不差', async () => {
    const page = await stage.wall()
    const now = await progress()
    await expectFigures(page, now)
    expect(now.total.total).toBe(229)
    const text = await headline(page)
    expect(text).toContain('2024 年 10 月 18 日')
    expect(text).toContain('距 10 月 31 日 80% 目标')
    expect(text).toMatch(/11 月 6 日完成，晚 6 天/)
  })

  const shownRanking = async (page: Page) => {
    const rows = await page.getByRole('complementary').getByRole('listitem').allInnerTexts()
    return rows.map(row => row.split(/\s+/).slice(0, 3))
  }
  const ranking = async (query = '') =>
    (await progress(query)).rows.map(({ rank, name, covered, total }) => [
      String(rank),
      name.replace('社区', ''),
      `${percentText(covered, total)}%`,
    ])

  test('排名逐个社区与接口同序同率，最后一名看得出来', async () => {
    const page = await stage.wall()
    expect(await shownRanking(page)).toEqual(await ranking())
  })

  test.each(['2024-05-31', '2024-09-20'])('回到 %s，排名是那天的排名，与接口一致，与今天不同', async day => {
    const page = await stage.wall(`plan=${COUNTY}&day=${day}`)
    const then = await ranking(`?as_of=${day}`)
    await expect.poll(() => shownRanking(page)).toEqual(then)
    expect(then).not.toEqual(await ranking())
  })

  test('图例各类相加就是全部 229 个', async () => {
    const page = await stage.wall()
    const { total } = await progress()
    const legend = await page.getByRole('region', { name: '图例' }).getByRole('button').allInnerTexts()
    const figures = legend.filter(text => !text.includes('未核定')).map(text => Number(/(\d+)\s*$/.exec(text)?.[1]))
    expect(figures.reduce((sum, n) => sum + n, 0)).toBe(total.total)
  })

  test('按建筑面积、按户数看，大字跟着换，与接口一致', async () => {
    const page = await stage.wall()
    const { shares } = await progress()
    for (const [name, share] of [
      ['建筑面积', shares.floor_area],
      ['户数', shares.households],
      ['小区', shares.count],
    ] as const) {
      await page.getByRole('group', { name: '统计口径' }).getByRole('button', { name }).click()
      await expect.poll(() => headline(page)).toContain(`${percentText(share.covered, share.total)}%`)
    }
  })

  test('换成核定数，各项数字都是核定的', async () => {
    const page = await stage.wall()
    await stir(page)
    await page.getByRole('button', { name: '核定数' }).click()
    await expectFigures(page, await progress('?basis=verified'))
    expect(await headline(page)).toContain('核定数')
    await page.keyboard.press('b')
    await expectFigures(page, await progress())
  })

  test('每个专题都换得上，图例是它自己的，没有一个空着', async () => {
    const page = await stage.wall()
    await stir(page)
    await page.getByRole('button', { name: /^专题 / }).click()
    const names = await page.getByRole('menuitemradio').allInnerTexts()
    const usual = await page.getByRole('menuitemradio', { checked: true }).innerText()
    await page.keyboard.press('Escape')
    expect(names.length).toBeGreaterThanOrEqual(6)
    for (const name of names.filter(each => each !== usual)) {
      await choose(page, '专题', name)
      const legend = page.getByRole('region', { name: '图例' })
      await expect.poll(() => legend.innerText()).toContain(name)
      await expect.poll(() => legend.innerText()).not.toMatch(/[a-z]+_[a-z]+|\bnone\b|professional|floating/)
      const counted = (await legend.getByRole('button').allInnerTexts()).map(text =>
        Number(/(\d+)\s*$/.exec(text)?.[1]),
      )
      expect(
        counted.reduce((sum, n) => sum + n, 0),
        name,
      ).toBeGreaterThan(200)
    }
  })
}
