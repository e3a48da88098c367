import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Compound, SubjectPage } from '../../../core/api/compounds.ts'
import type { Progress } from '../../../core/api/progress.ts'
import { settled } from '../../../scripts/capture/settled.ts'
import { dark } from '../../../web/map/flavors.ts'
import { expectClear } from '../helpers/clear.ts'
import { expectFigures, headline } from '../helpers/figures.ts'
import { readPixels } from '../helpers/pixels.ts'
import { COUNTY, keep, MAP, type Stage } from '../helpers/wall.ts'

/** Every figure opens: community, list, compound, history, and back again. */
export const opensFigures = (stage: Stage) => {
  const progress = (query = '') => stage.ask<Progress>(`/plans/${COUNTY}/progress${query}`)
  const ledger = async () => (await stage.ask<{ compounds: Compound[] }>(`/plans/${COUNTY}/ledger`)).compounds
  const side = (page: Page) => page.getByRole('complementary')
  const trail = (page: Page) => page.getByRole('navigation', { name: '当前范围' })

  test('点排名里的社区，地图飞过去，数字、路径和名单都是它的；点县名回来', async () => {
    const page = await stage.wall()
    await settled(page)
    const whole = await page.screenshot({ clip: MAP })
    const last = (await progress()).rows.at(-1)!
    await side(page).getByRole('listitem').last().getByRole('button').click()
    await expectFigures(page, await progress(`?scope=${last.division}`))
    expect(await trail(page).innerText()).toContain(last.name)
    await expect.poll(() => side(page).innerText()).toContain(`${last.name}的小区`)
    const listed = await side(page).getByRole('listitem').getByRole('button').allInnerTexts()
    for (const text of listed) expect(text).toMatch(/未上报|专业化物业|责任单位管理|自治|流动物业|未落实/)
    expect(listed.join()).not.toContain(last.name)
    await settled(page)
    expect(whole.equals(await page.screenshot({ clip: MAP }))).toBe(false)
    await keep(page, 'community')
    await trail(page).getByRole('button', { name: 'XX县' }).click()
    await expectFigures(page, await progress())
    expect(await trail(page).count()).toBe(0)
  })

  test('点图例的数字，名单就是那么多个；再点名单里的小区，看得到模式、管理单位、起始日和全部填报', async () => {
    const page = await stage.wall()
    const row = page.getByRole('region', { name: '图例' }).getByRole('button', { name: /^专业化物业/ })
    const n = Number(/(\d+)\s*$/.exec(await row.innerText())?.[1])
    await row.click()
    await expect.poll(() => side(page).innerText()).toContain(`${n} 个`)
    const managed = (await ledger()).filter(each => each.management === 'professional' && each.member === 'baseline')
    expect(managed).toHaveLength(n)
    await settled(page)
    await keep(page, 'figure')

    const first = side(page).getByRole('listitem').getByRole('button').first()
    const name = (await first.innerText()).split('\n')[0]!.trim()
    await first.click()
    const compound = managed.find(each => each.name === name)!
    const drawer = page.getByRole('region', { name })
    const { history } = await stage.ask<SubjectPage>(`/plans/${COUNTY}/compounds/${compound.id}`)
    await expect.poll(() => drawer.getByRole('listitem').count()).toBe(history.length)
    const text = await drawer.innerText()
    for (const word of ['专业化物业', compound.code, '管理单位', '起始日', '填报', '生效']) expect(text).toContain(word)
    expect(text, 'a body is said by its name').not.toMatch(/责任单位 \d+/)
    await settled(page)
    await keep(page, 'drawer')
    await drawer.getByRole('button', { name: '关闭' }).click()
    await expect.poll(() => side(page).innerText()).toContain(`${n} 个`)
    await page.keyboard.press('Escape')
    await expect.poll(() => side(page).innerText()).toContain('社区排名')
  })

  test('点大字，已落实的都在名单里；点未落图，没有图形的也找得到', async () => {
    const page = await stage.wall()
    const { total } = await progress()
    await page.getByRole('region', { name: '覆盖情况' }).getByRole('button', { name: /%$/ }).click()
    await expect.poll(() => side(page).innerText()).toContain(`${total.covered} 个`)
    await page.getByRole('button', { name: /^未落图/ }).click()
    const unlocated = (await ledger()).filter(each => each.at === null)
    for (const each of unlocated) await expect.poll(() => side(page).innerText()).toContain(each.name)
  })

  test('点“还差 17 个”，名单是还没落实的全部，并说明其中要补上几个；点差距集中的那几个，只列那几个社区的', async () => {
    const page = await stage.wall()
    const { total, target, rows } = await progress()
    const shown = async () => (await side(page).innerText()).replaceAll('\u00a0', ' ')
    await page
      .getByRole('region', { name: '覆盖情况' })
      .getByRole('button', { name: `${target!.short} 个` })
      .click()
    await expect.poll(shown).toContain(`${total.total - total.covered} 个`)
    expect(await shown()).toContain(`还需其中 ${target!.short} 个`)
    await page.keyboard.press('Escape')

    const behind = rows.slice(-2)
    const short = behind.reduce((sum, row) => sum + row.short, 0)
    await side(page)
      .getByRole('button', { name: `${short} 个` })
      .click()
    const uncovered = behind.reduce((sum, row) => sum + row.total - row.covered, 0)
    await expect.poll(shown).toContain(`${uncovered} 个`)
    expect(await shown()).toContain(`还需其中 ${short} 个`)
    const names = behind.map(({ name }) => name)
    for (const text of await side(page).getByRole('listitem').getByRole('button').allInnerTexts())
      expect(names.some(name => text.includes(name))).toBe(true)
    await settled(page)
    await keep(page, 'gap')
  })

  test('句子里点名的社区，一点就去：差距集中的，有回退的', async () => {
    const page = await stage.wall()
    await side(page).getByText('差距集中在').getByRole('button', { name: '新华' }).click()
    await expect.poll(() => trail(page).innerText()).toContain('新华社区')
    const back = await stage.wall(`plan=${COUNTY}&day=2024-09-20`)
    await side(back).getByText('回退').getByRole('button', { name: '新华 1 个' }).click()
    await expect.poll(() => trail(back).innerText()).toContain('新华社区')
  })

  test('措施的数字也打得开：点大字，完成的几项列出名字，别的暗下去；点一项，看得到它的填报', async () => {
    const page = await stage.wall('plan=sishui-2019')
    const { total } = await stage.ask<Progress>('/plans/sishui-2019/progress')
    const board = page.getByRole('region', { name: '工作措施' })
    await page.getByRole('region', { name: '覆盖情况' }).getByRole('button', { name: /%$/ }).click()
    await expect.poll(() => side(page).innerText()).toContain(`${total.covered} 项`)
    const listed = side(page).getByRole('listitem').getByRole('button')
    await expect.poll(() => listed.count()).toBe(total.covered)
    expect(await board.locator('li.quietened').count()).toBe(total.total - total.covered)
    await settled(page)
    await keep(page, 'measures')
    await expectClear(page)
    await page
      .getByRole('region', { name: '图例' })
      .getByRole('button', { name: /^未上报/ })
      .click()
    await expect.poll(() => side(page).innerText()).toContain(`${total.unreported} 项`)

    await board.getByRole('button', { name: /整治僵尸车/ }).click()
    const drawer = page.getByRole('region', { name: '整治僵尸车' })
    for (const words of ['第 17 项', '牵头', '县公安局', '填报记录', '生效'])
      await expect.poll(() => drawer.innerText()).toContain(words)
    await settled(page)
    await keep(page, 'measure')
    await expectClear(page)
    for (const _ of ['the history', 'the list']) await page.keyboard.press('Escape')
    await expect.poll(() => side(page).count()).toBe(0)
  })

  test('平均得分也打得开：点大字，算进平均的小区都在名单里；点分数段，列出这一段的', async () => {
    const page = await stage.wall('plan=xx-town')
    await page.getByRole('region', { name: '覆盖情况' }).getByRole('button', { name: /分$/ }).click()
    await expect.poll(() => side(page).innerText()).toContain('已考评')
    const listed = side(page).getByRole('listitem').getByRole('button')
    await expect.poll(() => listed.count()).toBe(6)
    const band = page.getByRole('region', { name: '图例' }).getByRole('button', { name: /^70–80 分/ })
    const n = Number(/(\d+)\s*$/.exec(await band.innerText())?.[1])
    await band.click()
    await expect.poll(() => listed.count()).toBe(n)
  })

  test('点地图上的小区，打开的正是它', async () => {
    const page = await stage.wall(undefined, { deviceScaleFactor: 1 })
    await settled(page)
    const picture = await page.screenshot({ clip: MAP })
    const pixels = await readPixels(page.context(), picture)
    const spot = (await pixels.patch(dark.family.professional))!
    await page.mouse.click(MAP.x + spot.x, MAP.y + spot.y)
    await expect.poll(() => side(page).innerText()).toContain('填报记录')
    expect(await side(page).innerText()).toContain('专业化物业')
    await page.keyboard.press('Escape')
    await expect.poll(() => side(page).innerText()).toContain('社区排名')
  })

  test('说“去粮食局家属院”：按 / 打拼音首字母，回车，就是它', async () => {
    const page = await stage.wall()
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: '查找小区' }).fill('lsj')
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toContainEqual(expect.stringContaining('粮食局'))
    await keep(page, 'search')
    await page.keyboard.press('Enter')
    await expect.poll(() => side(page).innerText()).toContain('粮食局')
  })

  test('按拼音首字母找不到的，直说没有', async () => {
    const page = await stage.wall()
    await page.keyboard.press('/')
    await page.getByRole('combobox').fill('zzzzqq')
    await page.getByText('没有找到“zzzzqq”').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox').waitFor({ state: 'detached' })
    expect(await headline(page)).toContain('72.9%')
  })
}
