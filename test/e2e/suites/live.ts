import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { settled } from '../../../scripts/capture/settled.ts'
import { coveredOn, expectFigures, headline, placeOn } from '../helpers/figures.ts'
import { reporting } from '../helpers/report.ts'
import { keep, type Stage } from '../helpers/wall.ts'

/** Counts, in the page, the frames in which the headline figure was not there. */
const watchForFlicker = (page: Page) =>
  page.evaluate(() => {
    const marked = window as Window & { marker?: string; gone?: number }
    marked.marker = 'the same window'
    marked.gone = 0
    const look = () => {
      if (!document.querySelector('h1') || !document.querySelector('canvas')) marked.gone!++
      requestAnimationFrame(look)
    }
    look()
  })
const flickered = (page: Page) =>
  page.evaluate(() => {
    const { marker, gone } = window as Window & { marker?: string; gone?: number }
    return { marker, gone }
  })
const SAME = { marker: 'the same window', gone: 0 }

/** After the others, for it writes. */
export const staysLive = (stage: Stage) => {
  const { progress, report } = reporting(stage)

  test('填报一条，开着的墙一秒之内就多一个，不刷新，不闪', async () => {
    const page = await stage.wall()
    await settled(page)
    const before = await coveredOn(page)
    await watchForFlicker(page)
    await report()
    await expect.poll(() => coveredOn(page), { timeout: 1000, interval: 25 }).toBe(before + 1)
    await expectFigures(page, await progress())
    expect(await flickered(page)).toEqual(SAME)
  })
}

/** Last of all, for it kills. */
export const comesBack = (stage: Stage) => {
  const { progress, report } = reporting(stage)

  test('服务被杀，墙还在、说明已断、照样能放；同一端口重启后自己接上，中间填的一条也不少', async () => {
    const page = await stage.wall()
    await settled(page)
    const before = await headline(page)
    await watchForFlicker(page)
    await stage.kill()
    const notice = page.getByRole('status').filter({ hasText: '连接中断' })
    await notice.waitFor({ timeout: 10_000 })
    expect(await headline(page)).toBe(before)
    await keep(page, 'lost')
    await page.keyboard.press('Home')
    await expect.poll(() => placeOn(page)).toBe(0)
    await page.keyboard.press('End')

    await stage.restart()
    await report()
    await notice.waitFor({ state: 'detached', timeout: 40_000 })
    await expectFigures(page, await progress())
    expect(await flickered(page)).toEqual(SAME)
    stage.guard().forgive()
  })
}
