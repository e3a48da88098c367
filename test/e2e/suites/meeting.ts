import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Cases } from '../../../core/api/cases.ts'
import type { Meeting } from '../../../core/api/meetings.ts'
import { launch } from '../../../scripts/capture/chromium.ts'
import { settled } from '../../../scripts/capture/settled.ts'
import { preparing } from '../helpers/meeting.ts'
import { differing } from '../helpers/pixels.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const HALL = { width: 1366, height: 768 }
const TABLET = { viewport: { width: 800, height: 1280 }, hasTouch: true }

/** A hall, an office and a yard before one server. */
export const presentsTheMeeting = (stage: Stage) => {
  describe('推进会', () => {
    let browser: Browser
    let meeting: Meeting
    const contexts: BrowserContext[] = []
    const { prepare, close } = preparing(stage)
    beforeAll(async () => {
      browser = await launch()
      meeting = await prepare('2024-10')
    }, 120_000)
    afterEach(async () => {
      for (const context of contexts.splice(0)) await context.close()
    })
    afterAll(() => browser?.close())

    /** A browser of its own that has everything of the meeting. */
    const open = async (where: '' | '/follow', options: object = { viewport: HALL }): Promise<Page> => {
      const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
      contexts.push(context)
      const page = await context.newPage()
      await page.goto(`${stage.origin()}/meetings/${COUNTY}/${meeting.id}${where}`)
      await page.locator('footer').waitFor({ timeout: 90_000 })
      await page.getByRole('status', { name: '正在备齐会议资料' }).waitFor({ state: 'detached', timeout: 60_000 })
      return page
    }
    const foot = async (page: Page) => (await page.locator('footer').innerText()).replace(/\s+/g, ' ')
    const sceneOf = async (page: Page) => (await page.locator('footer').locator('b').innerText()).replace(/\s+/g, ' ')
    const expectScene = (page: Page, name: string) => expect.poll(() => sceneOf(page)).toBe(name)
    const current = (page: Page) => page.locator('footer [aria-current="step"]').innerText()

    test('没有截数也能预演，但写明未截数', async () => {
      const page = await open('')
      expect(await foot(page)).toContain('未截数，仅供预演')
      expect(await foot(page)).not.toContain('截数 ')
    })

    describe('截数以后', () => {
      beforeAll(async () => {
        await close(meeting)
      })

      test('翻页笔和键盘走完每一幕；数字直达，总览、按键表、黑屏都能开能关', async () => {
        const page = await open('')
        expect(await foot(page)).toMatch(/^总体进展 1 \/ \d+ 截至 2024 年 10 月 \d+ 日 截数 .* 演示数据/)
        const names = [await sceneOf(page)]
        const all = Number(/\/ (\d+)/.exec(await foot(page))![1])
        for (let n = 2; n <= all; n++) {
          await page.keyboard.press(['PageDown', 'ArrowRight'][n % 2]!)
          await page.getByText(`${n} / ${all}`, { exact: true }).waitFor()
          names.push(await sceneOf(page))
        }
        expect(names.slice(0, 4)).toEqual(['总体进展', '10 月变化', '排名', '下一节点预测'])
        expect(names.at(-1)).toBe('问题和承诺')
        expect(names).toHaveLength(5 + meeting.document.sites.length)
        await page.keyboard.press('PageUp')
        await expectScene(page, names.at(-2)!)
        await page.keyboard.press('Home')
        await expectScene(page, '总体进展')
        await page.keyboard.press('3')
        await expectScene(page, '排名')
        await page.getByRole('heading', { name: '社区排名' }).waitFor()

        await page.keyboard.press('Escape')
        await page.getByRole('dialog', { name: '总览' }).getByRole('button', { name: '下一节点预测' }).click()
        await expectScene(page, '下一节点预测')
        await page.keyboard.press('?')
        await page.getByRole('dialog', { name: '按键' }).waitFor()
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
        await page.keyboard.press('b')
        const black = page.getByRole('button', { name: '黑屏，点一下恢复' })
        await black.waitFor()
        await page.keyboard.press('b')
        await black.waitFor({ state: 'detached' })
        await page.keyboard.press('End')
        await expectScene(page, '问题和承诺')
      }, 180_000)

      test('网线拔了照样走完：每一幕的图和有网时一样，照片在，回放会动，记下的等网通了再送', async () => {
        const page = await open('')
        const context = page.context()
        const seen = new Map<number, Buffer>()
        const all = 5 + meeting.document.sites.length
        const walk = async (look: (n: number) => Promise<void>) => {
          await page.keyboard.press('Home')
          for (let n = 1; n <= all; n++) {
            if (n > 1) await page.keyboard.press('PageDown')
            await page.getByText(`${n} / ${all}`, { exact: true }).waitFor()
            if (n !== 2) await settled(page)
            await look(n)
          }
        }
        const map = () => page.locator('.maplibregl-canvas').screenshot()
        await context.setOffline(true)
        await page.getByText('已离线，演示不受影响').waitFor()
        await walk(async n => {
          if (n !== 2) seen.set(n, await map())
          if (n === 2) await page.getByRole('button', { name: '暂停' }).waitFor()
          if (n === 5)
            expect(
              await page.locator('img').evaluate(image => (image as HTMLImageElement).naturalWidth),
            ).toBeGreaterThan(0)
          await keep(page, `meeting-offline-${n}`)
        })

        await page.keyboard.press('n')
        await page.getByRole('textbox', { name: '什么问题，谁承诺什么' }).fill('南门消防通道被占')
        await page.keyboard.press('Enter')
        await page.getByText('1 条在这台电脑上，等待发送').waitFor()
        await page.keyboard.press('Escape')

        await context.setOffline(false)
        await page.getByText('已离线，演示不受影响').waitFor({ state: 'detached', timeout: 30_000 })
        const noted = async () => (await stage.ask<Cases>(`/plans/${COUNTY}/cases`)).cases.map(({ text }) => text)
        await expect.poll(noted, { timeout: 30_000 }).toContain('南门消防通道被占')
        await page.reload()
        await page.getByRole('status', { name: '正在备齐会议资料' }).waitFor({ state: 'detached', timeout: 60_000 })
        for (const n of [1, 3, 5]) {
          await page.keyboard.press(String(n))
          await page.getByText(`${n} / ${all}`, { exact: true }).waitFor()
          await settled(page)
          expect(await differing(context, seen.get(n)!, await map()), `scene ${n}`).toBeLessThan(0.01)
        }
      }, 240_000)

      test('两个人主讲：后开的接手，先前的被告知，可以要回来；院子里的平板跟着走，也能自己看，一按就回来', async () => {
        const hall = await open('')
        const tablet = await open('/follow', TABLET)
        await hall.keyboard.press('3')
        await expect.poll(() => current(tablet)).toBe('排名')
        await keep(tablet, 'meeting-tablet')

        await tablet.getByRole('button', { name: '总体进展' }).tap()
        await expect.poll(() => current(tablet)).toBe('总体进展')
        await hall.keyboard.press('4')
        const comeBack = tablet.getByRole('button', { name: '跟随主讲' })
        await comeBack.waitFor()
        expect(await current(tablet)).toBe('总体进展')
        await comeBack.tap()
        await expect.poll(() => current(tablet)).toBe('下一节点预测')

        const office = await open('')
        const told = hall.getByRole('alert').filter({ hasText: '接着主讲' })
        await told.waitFor()
        await keep(hall, 'meeting-taken')
        await hall.keyboard.press('3')
        await office.keyboard.press('End')
        await expect.poll(() => current(tablet)).toBe('问题和承诺')
        await told.getByRole('button', { name: '由我主讲' }).click()
        await told.waitFor({ state: 'detached' })
        await office.getByRole('alert').filter({ hasText: '接着主讲' }).waitFor()
        await expect.poll(() => current(tablet)).toBe('排名')

        await tablet.context().setOffline(true)
        await tablet.getByRole('button', { name: '10 月变化' }).tap()
        await expect.poll(async () => (await current(tablet)).replace(/\s/g, ' ')).toBe('10 月变化')
      }, 180_000)
    })
  })
}
