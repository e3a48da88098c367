import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildOf } from '../../core/version/build-of.ts'
import { hasChromium, launch } from '../../scripts/capture/chromium.ts'
import { freePort } from '../../scripts/capture/serve.ts'
import { buildApp } from '../../server/app.ts'
import { isMigrated } from '../../server/db/migrate.ts'
import { openListeners } from '../../server/live/listeners.ts'
import { onPostgres } from '../helpers/engines.ts'
import { openStage, type Stage } from '../server/api/stage.ts'
import { buildsOf } from './helpers/other-build.ts'
import { keep } from './helpers/wall.ts'

const BUILDS = { this: '', next: '' }
beforeAll(() => {
  BUILDS.this = buildsOf('this')
  BUILDS.next = buildsOf('next')
})
afterAll(() => {
  for (const folder of Object.values(BUILDS)) rmSync(folder, { recursive: true, force: true })
})
const pageOf = (build: keyof typeof BUILDS) => readFileSync(join(BUILDS[build], 'index.html'), 'utf8')

describe.runIf(hasChromium)('已打开的网页在系统更新之后', () => {
  onPostgres('两版网页先后在同一个端口上', connection => {
    let stage: Stage
    let browser: Browser
    let context: BrowserContext
    let port = 0
    let stop = async () => {}

    const serve = async (build: keyof typeof BUILDS) => {
      await stop()
      const live = await openListeners(connection())
      const { db, engine } = connection()
      const app = (await buildApp({
        db,
        engine,
        live,
        data_dir: BUILDS.this,
        isReady: () => isMigrated(connection()),
        pages: BUILDS[build],
      })) as unknown as FastifyInstance
      await app.listen({ host: '127.0.0.1', port })
      stop = async () => {
        await app.close()
        await live.close()
      }
    }
    const open = async (path: string): Promise<Page> => {
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${port}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      return page
    }
    const builtAs = (page: Page) =>
      page
        .locator('script[type="module"]')
        .getAttribute('src')
        .then(src => buildOf(src ?? ''))
    /** As a screen of the county's that an administrator has registered. */
    const asScreen = (page: Page) =>
      page.route('**/api/session', async route => {
        const answer = await route.fetch()
        const who = { id: 'display-1', name: '大厅', role: 'display' }
        await route.fulfill({ response: answer, json: { ...(await answer.json()), who } })
      })

    beforeAll(async () => {
      stage = await openStage(connection())
      port = await freePort()
      await serve('this')
      browser = await launch()
      context = await browser.newContext({ viewport: { width: 1366, height: 768 }, deviceScaleFactor: 0.5 })
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await stop()
      await stage?.close()
    })

    test('没有人在跟前的大屏自己换成新的，工作台留着、只说一声，按一下才换；旧文件没了也不白屏', async () => {
      const wall = await context.newPage()
      await asScreen(wall)
      await wall.goto(`http://127.0.0.1:${port}/?plan=${stage.document.id}`)
      await wall.getByRole('heading', { level: 1 }).waitFor()
      const desk = await open(`/desk/${stage.document.id}`)
      const before = buildOf(pageOf('this'))
      expect([await builtAs(wall), await builtAs(desk)]).toEqual([before, before])

      await serve('next')
      const after = buildOf(pageOf('next'))
      expect(after).not.toBe(before)
      await expect.poll(() => builtAs(wall), { timeout: 60_000 }).toBe(after)
      await wall.getByRole('heading', { level: 1 }).waitFor()

      await desk.evaluate(() => {
        document.querySelector<HTMLAnchorElement>('a[href="/"]')?.click()
        history.pushState(history.state, '', '/admin')
        dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
      })
      const bar = desk.getByRole('status').filter({ hasText: '系统已更新' })
      await bar.waitFor()
      expect(await builtAs(desk)).toBe(before)
      expect((await desk.locator('#app').innerText()).length).toBeGreaterThan(50)
      await keep(desk, 'new-build')
      await bar.getByRole('button', { name: '刷新' }).click()
      await expect.poll(() => builtAs(desk)).toBe(after)
      expect(await bar.count()).toBe(0)
    })

    test('中间有谁一直给旧网页时，大屏换过一次就不再换，改为说一声', async () => {
      await serve('next')
      const page = await context.newPage()
      let loads = 0
      await asScreen(page)
      await page.route(`http://127.0.0.1:${port}/?*`, route => {
        loads++
        return route.fulfill({ contentType: 'text/html', body: pageOf('this') })
      })
      await page.route('**/assets/**', route =>
        route.fulfill({ path: join(BUILDS.this, new URL(route.request().url()).pathname) }),
      )
      await page.goto(`http://127.0.0.1:${port}/?plan=${stage.document.id}`)
      await page.getByRole('status').filter({ hasText: '系统已更新' }).waitFor({ timeout: 60_000 })
      expect(loads).toBe(2)
      await page.waitForTimeout(3000)
      expect(loads).toBe(2)
    })
  })
})
