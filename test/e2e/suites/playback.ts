import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Progress } from '../../../core/api/progress.ts'
import { addDays, daysBetween } from '../../../core/calendar/days.ts'
import { settled } from '../../../scripts/capture/settled.ts'
import { dark } from '../../../web/map/flavors.ts'
import { coveredOn, expectFigures, headline, placeOn, playhead, stir } from '../helpers/figures.ts'
import { readPixels } from '../helpers/pixels.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const FIRST = '2024-03-11'
const LAST = '2024-12-31'
const TODAY = daysBetween(FIRST, '2024-10-18')

/** From the first day to today and on: what the film shows, and every way to another day. */
export const playsTheFilm = (stage: Stage) => {
  const progressOn = (day: string) => stage.ask<Progress>(`/plans/${COUNTY}/progress?as_of=${day}`)
  const at = (page: Page) => expect.poll(() => placeOn(page), { timeout: 10_000 })

  test('按空格，从 3 月 11 日放起：日子往前走，数字只涨上来，再按就停', async () => {
    const page = await stage.wall()
    await page.keyboard.press('Space')
    await expect.poll(() => placeOn(page), { timeout: 10_000 }).toBeLessThan(TODAY)
    const first = await coveredOn(page)
    expect(first).toBeLessThan(20)
    await expect.poll(() => coveredOn(page), { timeout: 40_000 }).toBeGreaterThan(first + 5)
    await page.keyboard.press('Space')
    const day = addDays(FIRST, await placeOn(page))
    await expectFigures(page, await progressOn(day))
    await page.waitForTimeout(600)
    expect(addDays(FIRST, await placeOn(page))).toBe(day)
  })

  test('刚用鼠标点过按钮，空格照样是播放，不是再点一次', async () => {
    const page = await stage.wall()
    await page.getByRole('group', { name: '统计口径' }).getByRole('button', { name: '户数' }).click()
    await page.keyboard.press('Space')
    await expect.poll(() => placeOn(page)).toBeLessThan(TODAY)
    await page.keyboard.press('End')
    await page.getByRole('group', { name: '统计口径' }).getByRole('button', { name: '小区' }).click()
  })

  test('第一天图上没有颜色，到今天四种管理模式都亮了', async () => {
    const page = await stage.wall()
    const colours = ['professional', 'work_unit', 'self_governed', 'floating'] as const
    const shares = async () => {
      await settled(page)
      const picture = await page.screenshot({ clip: { x: 460, y: 60, width: 500, height: 400 } })
      const pixels = await readPixels(page.context(), picture)
      return Promise.all(colours.map(family => pixels.share(dark.family[family])))
    }
    for (const share of await shares()) expect(share).toBeGreaterThan(0.0005)
    await page.keyboard.press('Home')
    await at(page).toBe(0)
    for (const share of await shares()) expect(share).toBeLessThan(0.0005)
    await keep(page, 'first-day')
  })

  test('过了 6 月 30 日，片子停一停，盖上“完成节点任务”，并说明是事后更正', async () => {
    const page = await stage.wall(`plan=${COUNTY}&day=2024-06-29`)
    await page.keyboard.press('Space')
    const stamp = page.getByRole('status').filter({ hasText: '节点任务' })
    await stamp.waitFor({ timeout: 20_000 })
    const text = await stamp.innerText()
    expect(text).toContain('30%')
    expect(text).toContain('完成节点任务')
    expect(text).toContain('事后更正')
    expect(await placeOn(page)).toBe(daysBetween(FIRST, '2024-06-30'))
    await keep(page, 'stamp')
    await stamp.waitFor({ state: 'hidden', timeout: 20_000 })
    await expect.poll(() => placeOn(page), { timeout: 10_000 }).toBeGreaterThan(daysBetween(FIRST, '2024-06-30'))
  })

  test.each([
    ['上报数', '', /10 月 15 日 补齐/],
    ['核定数', '&basis=verified', null],
  ] as const)('没按期完成的，章上直说；后来补齐的写明哪天：城郊 · %s', async (_, basis, made_up) => {
    const division = (await stage.ask<Progress>(`/plans/${COUNTY}/progress`)).rows.at(-1)?.division
    const page = await stage.wall(`plan=${COUNTY}&scope=${division}&day=2024-06-29${basis}`)
    await page.keyboard.press('Space')
    const stamp = page.getByRole('status').filter({ hasText: '节点任务' })
    await stamp.waitFor({ timeout: 20_000 })
    const text = (await stamp.innerText()).replaceAll('\u00a0', ' ')
    expect(text).toContain('未完成节点任务')
    if (made_up) expect(text).toMatch(made_up)
    else expect(text).not.toContain('补齐')
    await keep(page, `stamp-${made_up ? 'late' : 'missed'}`)
  })

  test('方括号换快慢：一格一格，到头为止；快四倍，同样的工夫走得远得多', async () => {
    const page = await stage.wall()
    /** The buttons come when somebody stirs, and go again. */
    const runsAt = async (n: number) => {
      await stir(page)
      await page.getByRole('button', { name: `${n}×`, exact: true, pressed: true }).waitFor()
    }
    const ranIn = async (seconds: number) => {
      await page.keyboard.press('Home')
      await page.keyboard.press('Space')
      await page.waitForTimeout(seconds * 1000)
      await page.keyboard.press('Space')
      return placeOn(page)
    }
    await runsAt(1)
    await page.keyboard.press('[')
    await runsAt(1)
    const slow = await ranIn(3)
    for (const n of [2, 4, 4]) {
      await page.keyboard.press(']')
      await runsAt(n)
    }
    expect(await ranIn(3)).toBeGreaterThan(slow * 2)
    for (const n of [2, 1]) {
      await page.keyboard.press('[')
      await runsAt(n)
    }
  })

  test('走到哪个阶段，日期下面写着哪个阶段', async () => {
    const page = await stage.wall()
    const now = page.getByRole('list', { name: '阶段' }).locator('[aria-current]')
    expect(await now.innerText()).toBe('全面推进')
    await page.keyboard.press('Home')
    await expect.poll(() => now.innerText()).toBe('标准制定及部署发动')
    await page.keyboard.press('Shift+End')
    await expect.poll(() => now.innerText()).toBe('评价验收')
  })

  test('左右键一天一天走，翻页笔一个节点一个节点走，Home 到第一天，End 回今天', async () => {
    const page = await stage.wall()
    await page.keyboard.press('ArrowLeft')
    await at(page).toBe(TODAY - 1)
    await expectFigures(page, await progressOn('2024-10-17'))
    await page.keyboard.press('ArrowRight')
    await at(page).toBe(TODAY)
    const stops = ['2024-06-30', '2024-04-01', FIRST].map(day => daysBetween(FIRST, day))
    for (const stop of stops) {
      await page.keyboard.press('PageUp')
      await at(page).toBe(stop)
    }
    await page.keyboard.press('PageDown')
    await at(page).toBe(daysBetween(FIRST, '2024-04-01'))
    await page.keyboard.press('Home')
    await at(page).toBe(0)
    await expectFigures(page, await progressOn(FIRST))
    await page.keyboard.press('End')
    await at(page).toBe(TODAY)
  })

  test('拖动日期线，拖到哪天是哪天的数', async () => {
    const page = await stage.wall()
    const line = (await playhead(page).boundingBox())!
    const y = line.y + line.height * 0.6
    await page.mouse.move(line.x + line.width * 0.7, y)
    await page.mouse.down()
    await page.mouse.move(line.x + line.width * 0.5, y, { steps: 4 })
    await page.mouse.move(line.x + line.width * 0.4, y, { steps: 4 })
    await page.mouse.up()
    const place = Math.round(daysBetween(FIRST, LAST) * 0.4)
    await expect.poll(async () => Math.abs((await placeOn(page)) - place)).toBeLessThanOrEqual(1)
    await expectFigures(page, await progressOn(addDays(FIRST, await placeOn(page))))
  })

  test('今天以后是推算：标明尚未到来，只计已安排的，虚线接着往前画', async () => {
    const page = await stage.wall()
    expect(await page.locator('.forecast').count()).toBeGreaterThan(0)
    await page.keyboard.press('PageDown')
    await at(page).toBe(daysBetween(FIRST, '2024-10-31'))
    const text = await headline(page)
    expect(text).toContain('尚未到来')
    expect(text).toMatch(/已签约|已安排/)
    await settled(page)
    await keep(page, 'ahead')
    await page.keyboard.press('Shift+End')
    await at(page).toBe(daysBetween(FIRST, LAST))
  })

  test('网址记着看的是哪天、哪个社区、哪个口径，刷新还在', async () => {
    const page = await stage.wall()
    await page.keyboard.press('Home')
    await page.keyboard.press('b')
    await expect.poll(() => page.url()).toContain('day=2024-03-11')
    await expect.poll(() => page.url()).toContain('basis=verified')
    await page.reload()
    await at(page).toBe(0)
    expect(await headline(page)).toContain('核定数')
  })
}
