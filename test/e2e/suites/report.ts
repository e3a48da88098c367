import { createHash } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SubjectPage } from '../../../core/api/compounds.ts'
import type { Inbox } from '../../../core/api/inbox.ts'
import type { Progress } from '../../../core/api/progress.ts'
import { launch } from '../../../scripts/capture/chromium.ts'
import { PNG } from '../../server/files/contents.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }
/** A route of the test's own is not seen by requests that pass a service worker. */
const WORKERLESS = { ...PHONE, serviceWorkers: 'block' }
const DESK = { viewport: { width: 1366, height: 768 } }
const ANY = /./
const PLAN = `/plans/${COUNTY}`

/** A community's phone and the office's desk before one server: reported, sent back, reported again, verified. */
export const reportsFromThePhone = (stage: Stage) => {
  describe('填报与核定', () => {
    let browser: Browser
    const contexts: BrowserContext[] = []
    /** How far down the list the next test looks, so that no two report the same compound. */
    let taken = 3
    beforeAll(async () => {
      browser = await launch()
    })
    afterEach(async () => {
      for (const context of contexts.splice(0)) await context.close()
    })
    afterAll(() => browser?.close())

    /** A browser of its own, signed in as one of the demo's roles. */
    const signedIn = async (role: 'community' | 'office', options: object): Promise<Page> => {
      const context = await browser.newContext({ ...options, locale: 'zh-CN' })
      contexts.push(context)
      const page = await context.newPage()
      await page.goto(`${stage.origin()}/sign-in`)
      await page.evaluate(
        body => fetch('/api/session/demo', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
        JSON.stringify({ role }),
      )
      return page
    }
    const ask = <T>(page: Page, path: string): Promise<T> =>
      page.evaluate(address => fetch(address).then(answer => answer.json()), `/api${path}`)
    const onPhone = async (page: Page) => {
      await page.goto(`${stage.origin()}/report?plan=${COUNTY}`)
      await page.getByRole('searchbox').waitFor()
    }
    /** Opens a compound of which nothing waits, and fills the form in; its name and id. */
    const fillIn = async (page: Page, photo: Buffer, among = ANY) => {
      const rows = page.locator('li button', { hasText: among }).filter({ hasNotText: /被退回|待发送/ })
      const row = rows.nth(among === ANY ? taken++ : 0)
      const name = await row.locator('.name').innerText()
      await row.click()
      await page.getByRole('heading', { level: 2, name }).waitFor()
      const id = Number(new URL(page.url()).searchParams.get('at'))
      await page.getByRole('button', { name: '专业化物业', exact: true }).click()
      await page.getByLabel(/^管理单位/).fill('安居物业')
      await page.getByLabel('签约之日').fill('2024-10-01')
      await page
        .getByLabel('添加物业服务合同')
        .setInputFiles({ name: '合同照片.png', mimeType: 'image/png', buffer: photo })
      await page.getByText('还缺 1 项佐证').waitFor()
      return { name, id }
    }
    /** What this test reported of a compound: the rows that name its photo. */
    const reportsOf = async (page: Page, id: number, content: Buffer) => {
      const sha256 = createHash('sha256').update(content).digest('hex')
      const { history } = await ask<SubjectPage>(page, `${PLAN}/compounds/${id}`)
      return history.filter(({ evidence }) => evidence.includes(`contract:${sha256}`))
    }
    const photo = (word: string) => Buffer.concat([PNG, Buffer.from(`${word} ${process.pid} ${Date.now()}`)])
    const allSent = (page: Page) => page.getByText('没有待发的填报，都已送到。').waitFor({ timeout: 20_000 })

    test('手机填报带照片，核定前后两个口径分开计；退回、改后再报、核定', async () => {
      const phone = await signedIn('community', PHONE)
      const desk = await signedIn('office', DESK)
      const covered = async (basis: string) =>
        (await ask<Progress>(desk, `${PLAN}/progress?basis=${basis}`)).total.covered
      const before = [await covered('reported'), await covered('verified')]

      await onPhone(phone)
      await keep(phone, 'report-compounds')
      const { name, id } = await fillIn(phone, photo('甲'), /未上报/)
      await keep(phone, 'report-form')
      await phone.getByRole('button', { name: '提交' }).click()
      await allSent(phone)
      expect([await covered('reported'), await covered('verified')]).toEqual([before[0]! + 1, before[1]])

      await desk.goto(`${stage.origin()}/desk/${COUNTY}?panel=inbox`)
      const waiting = desk.locator('.waiting li', { hasText: name }).filter({ hasText: '管理模式' })
      await waiting.getByRole('img', { name: '合同照片.png' }).waitFor({ timeout: 30_000 })
      await keep(desk, 'inbox')
      await waiting.locator('.el-checkbox').click()
      await desk.getByRole('button', { name: '退回 1 条' }).click()
      await desk.getByRole('textbox', { name: /^退回的原因/ }).fill('合同缺盖章页')
      await desk.getByRole('button', { name: '退回', exact: true }).click()
      await waiting.waitFor({ state: 'detached' })
      expect([await covered('reported'), await covered('verified')]).toEqual(before)

      await onPhone(phone)
      await phone.getByRole('button', { name: /^退回/ }).click()
      const back = phone.locator('li', { hasText: name })
      await back.getByText('合同缺盖章页').waitFor()
      await keep(phone, 'report-returned')
      await back.getByRole('button', { name: '修改后再报' }).click()
      await phone
        .getByLabel('添加物业服务合同')
        .setInputFiles({ name: '盖章页.png', mimeType: 'image/png', buffer: photo('盖章') })
      await phone.getByRole('button', { name: '提交' }).click()
      await allSent(phone)

      const again = desk.locator('.waiting li', { hasText: name }).filter({ hasText: '管理模式' })
      await again.getByRole('img', { name: '盖章页.png' }).waitFor({ timeout: 30_000 })
      await again.getByRole('button', { name: '核定' }).click()
      await again.waitFor({ state: 'detached' })
      expect([await covered('reported'), await covered('verified')]).toEqual([before[0]! + 1, before[1]! + 1])
      expect((await ask<Inbox>(phone, `${PLAN}/inbox`)).returned.map(({ subject }) => subject)).not.toContain(id)
    }, 180_000)

    test('上传中途断网，恢复后送到，只有一条', async () => {
      const phone = await signedIn('community', WORKERLESS)
      await onPhone(phone)
      const content = photo('乙')
      const { id } = await fillIn(phone, content)
      await phone.route('**/files?*', async route => {
        await phone.context().setOffline(true)
        await route.abort('internetdisconnected')
      })
      await phone.getByRole('button', { name: '提交' }).click()
      await phone.getByText(/等待发送。.*连不上服务器/).waitFor()
      await keep(phone, 'report-offline')
      await phone.unroute('**/files?*')
      await phone.context().setOffline(false)
      await allSent(phone)
      expect(await reportsOf(phone, id, content)).toHaveLength(1)
    }, 90_000)

    test('已写入而回执丢失，随后关掉页面：重开后用同一个编号再送，还是一条', async () => {
      const phone = await signedIn('community', WORKERLESS)
      await onPhone(phone)
      const content = photo('丙')
      const { id } = await fillIn(phone, content)
      const keys: (string | undefined)[] = []
      let lost = 0
      phone.context().on('request', request => {
        if (request.url().endsWith('/observations/batch')) keys.push(request.headers()['idempotency-key'])
      })
      await phone.route('**/observations/batch', async route => {
        await route.fetch()
        lost += 1
        await route.abort('connectionreset')
      })
      await phone.getByRole('button', { name: '提交' }).click()
      await phone.getByText(/等待发送。/).waitFor()
      await expect.poll(() => lost, { timeout: 20_000 }).toBeGreaterThan(0)
      const next = await phone.context().newPage()
      await phone.close()
      await next.goto(`${stage.origin()}/report?plan=${COUNTY}&tab=outbox`)
      await allSent(next)
      expect(await reportsOf(next, id, content)).toHaveLength(1)
      expect(new Set(keys).size).toBe(1)
    }, 90_000)

    test('没有网络也打得开，填的留在手机里，有网后送到', async () => {
      const phone = await signedIn('community', PHONE)
      await onPhone(phone)
      await phone.waitForFunction(() =>
        caches.match('/report').then(async kept => Boolean(kept && (await caches.match('/api/session')))),
      )
      await phone.reload()
      await phone.getByRole('searchbox').waitFor()
      await phone.context().setOffline(true)
      await phone.reload()
      const content = photo('丁')
      const { id } = await fillIn(phone, content)
      await phone.getByRole('button', { name: '提交' }).click()
      await phone.getByText(/等待发送。/).waitFor()
      await phone.reload()
      await phone.getByRole('button', { name: /^待发 1/ }).click()
      await phone.getByText(/等待发送。/).waitFor()
      await phone.context().setOffline(false)
      await allSent(phone)
      expect(await reportsOf(phone, id, content)).toHaveLength(1)
    }, 90_000)
  })
}
