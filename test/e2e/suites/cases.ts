import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Case, Cases } from '../../../core/api/cases.ts'
import type { Session } from '../../../core/api/session.ts'
import { openDesk } from '../helpers/desk.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const PLAN = `/api/plans/${COUNTY}`
const DESK = { viewport: { width: 1366, height: 768 } }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }
const SAID = '三号楼北侧消防通道堆放杂物'

/** A problem on its way from the office's desk over a unit's phone to 销号, and one that stops at who fixed it. */
export const walksCases = (stage: Stage) => {
  const signedIn = async (role: 'office' | 'unit', options: BrowserContextOptions): Promise<Page> => {
    const page = await stage.page('/sign-in', options)
    await page.evaluate(
      body => fetch('/api/session/demo', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
      JSON.stringify({ role }),
    )
    return page
  }
  const ask = <T>(page: Page, path: string): Promise<T> =>
    page.evaluate(address => fetch(address).then(answer => answer.json()), path)
  const send = <T>(page: Page, path: string, body: object): Promise<T> =>
    page.evaluate(
      ([address, sent]) =>
        fetch(address!, { method: 'POST', headers: { 'content-type': 'application/json' }, body: sent! }).then(answer =>
          answer.json(),
        ),
      [PLAN + path, JSON.stringify(body)],
    )
  const ownerOf = async (page: Page) => {
    const { grants } = await ask<Session>(page, '/api/session')
    const id = grants.find(({ plan }) => plan === COUNTY)!.subject
    const { organisations } = await ask<{ organisations: { id: number; name: string }[] }>(
      page,
      `${PLAN}/divisions?format=json`,
    )
    return organisations.find(each => each.id === id)!
  }
  /** One of the buttons under the facts, then the same word under its form. */
  const take = async (page: Page, step: string) => {
    const button = page.locator('.area-sheet').getByRole('button', { name: step, exact: true })
    await button.first().click()
    await page.locator('.step-form').getByRole('button', { name: step, exact: true }).click()
  }
  const isNow = (page: Page, state: string) => page.locator('.area-sheet header b', { hasText: state }).waitFor()

  test('建账、交办，责任单位在手机上整改并申请，县里核验、销号', { timeout: 120_000 }, async () => {
    const unit = await signedIn('unit', PHONE)
    const owner = await ownerOf(unit)
    const desk = await openDesk(stage, 'cases', COUNTY, await signedIn('office', DESK))
    await desk.getByRole('button', { name: '新建' }).click()
    const form = desk.getByRole('form', { name: '建账' })
    await form.getByLabel('什么问题，或承诺了什么').fill(SAID)
    const who = form.getByRole('combobox', { name: '责任单位' })
    await who.fill(owner.name)
    await who.press('Enter')
    await form.getByLabel('完成时限').fill('2024-10-25')
    await form.getByRole('button', { name: '建账' }).click()
    await isNow(desk, '待交办')
    await take(desk, '交办')
    await isNow(desk, '待整改')

    await unit.goto(`${stage.origin()}/report?plan=${COUNTY}&tab=cases`)
    await unit.getByRole('button', { name: SAID }).click()
    await unit.getByRole('textbox').fill('通道已经清空')
    await unit.getByRole('button', { name: '已整改，申请销号' }).click()
    await unit.getByRole('button', { name: SAID }).filter({ hasText: '待核验' }).waitFor()
    await keep(unit, 'cases-phone')

    await isNow(desk, '待核验')
    await take(desk, '核验')
    await isNow(desk, '待销号')
    await take(desk, '销号')
    await isNow(desk, '已销号')
    await keep(desk, 'cases')
    const { cases } = await ask<Cases>(desk, `${PLAN}/cases?state=closed`)
    expect(cases.find(({ text }) => text === SAID)!.steps.map(({ kind }) => kind)).toEqual([
      'assigned',
      'rectified',
      'applied',
      'verified',
      'closed',
    ])
  })

  test('谁整改谁不能核验：按钮灰着，并说明原因', { timeout: 90_000 }, async () => {
    const page = await signedIn('office', DESK)
    const { divisions } = await ask<{ divisions: { id: number }[] }>(page, `${PLAN}/divisions?format=json`)
    const text = '门卫值守记录缺失'
    const { id } = await send<Case>(page, '/cases', { kind: 'problem', text })
    await send(page, `/cases/${id}/steps`, { kind: 'assigned', owner: divisions[0]!.id })
    for (const kind of ['rectified', 'applied']) await send(page, `/cases/${id}/steps`, { kind, text: '已补记' })
    await openDesk(stage, 'cases', COUNTY, page)
    await page.getByRole('button', { name: text }).click()
    expect(await page.getByRole('button', { name: '核验', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('note').getByText('要由另一位同事来办').waitFor()
  })
}
