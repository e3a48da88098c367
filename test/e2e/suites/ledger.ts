import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Compound, Ledger } from '../../../core/api/compounds.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** The machine draws the map meanwhile. */
const SOON = { timeout: 15_000 }
const COLUMNS = { name: 1, mode: 4, manager: 5, households: 7, floor_area: 8, buildings: 9 }

/** The desk's ledger as a town clerk works it, with the mouse and with keys alone. */
export const worksTheLedger = (stage: Stage, plan = COUNTY) => {
  const desk = async () => {
    const page = await stage.page(`/desk/${plan}?panel=ledger`, {})
    await page.locator('tbody tr').first().waitFor()
    return page
  }
  const compounds = async () => (await stage.ask<Ledger>(`/plans/${plan}/ledger`)).compounds
  const search = (page: Page) => page.getByPlaceholder('查找名称、编号、首字母')
  const cell = (page: Page, row: number, column: keyof typeof COLUMNS) =>
    page
      .locator('tbody tr')
      .nth(row)
      .locator(`td[aria-colindex="${COLUMNS[column] + 2}"]`)
  const saved = (page: Page) => page.getByText(/^已保存 \d+ 格$/).waitFor()
  const figures = ({ households, floor_area, buildings }: Compound) => [households, floor_area, buildings]

  test('首字母筛选，改三格，粘贴两列，一次保存，再整批撤销，账上与原来一样', async () => {
    const before = await compounds()
    const page = await desk()
    const count = async () => Number(await page.locator('table[role=grid]').getAttribute('aria-rowcount'))
    const whole = await count()

    await search(page).fill('jsy')
    await expect.poll(count, SOON).toBeLessThan(whole)
    for (const text of await page.locator('tbody tr td:nth-child(3)').allInnerTexts()) expect(text).toMatch(/属|家/)
    await search(page).fill('')

    await cell(page, 0, 'households').click()
    await page.keyboard.type('1234户')
    await page.keyboard.press('Tab')
    await page.keyboard.type('1.2万㎡')
    await page.keyboard.press('Tab')
    await page.keyboard.type('65栋')
    await page.keyboard.press('Enter')
    await expect.poll(() => cell(page, 0, 'floor_area').innerText(), SOON).toBe('12,000')

    await cell(page, 1, 'households').click()
    await page.evaluate(text => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, '11\t1100\r\n22\t2200\r\n33\t\r\n')
    await expect.poll(() => cell(page, 3, 'households').innerText(), SOON).toBe('33')
    await page.getByRole('button', { name: /待保存 8 格/ }).click()
    await page.getByText('→ 12,000').waitFor()
    await keep(page, 'ledger-pending')

    await page.getByRole('button', { name: '保存 8 格', exact: true }).click()
    await saved(page)
    const after = new Map((await compounds()).map(compound => [compound.id, compound]))
    const ids = await page
      .locator('tbody tr')
      .evaluateAll(rows => rows.map(row => Number((row as HTMLElement).dataset.subject)))
    expect(figures(after.get(ids[0]!)!)).toEqual([1234, 12_000, 65])
    expect([1, 2, 3].map(i => after.get(ids[i]!)!.households)).toEqual([11, 22, 33])
    const third = before.find(({ id }) => id === ids[3])!
    expect(after.get(third.id)!.floor_area).toBe(third.floor_area)

    await page.getByRole('button', { name: '撤销这一批' }).click()
    await page.getByText('已保存 8 格').waitFor({ state: 'detached' })
    const again = await compounds()
    expect(again.map(figures)).toEqual(before.map(figures))
  })

  test('只用键盘：改错的格当场标出原因，撤销一步，向下填充，Esc 放弃', async () => {
    const page = await desk()
    await search(page).focus()
    await page.keyboard.press('Enter')
    for (let i = 0; i < COLUMNS.households - COLUMNS.name; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.type('一百户')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
    await page.locator('#desk-status').getByText('不是可以识别的数字').waitFor()
    expect(await cell(page, 0, 'households').getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.press('Control+z')
    expect(await cell(page, 0, 'households').getAttribute('aria-invalid')).toBeNull()
    await page.keyboard.type('7')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+d')
    await expect.poll(() => cell(page, 2, 'households').innerText(), SOON).toBe('7')
    await page.keyboard.press('Delete')
    await page.getByText('直接在格里改').waitFor()
    await page.keyboard.press('F2')
    await page.keyboard.press('Escape')
    await page.getByText('直接在格里改').waitFor()
  })

  test('只填单位不填模式不能保存；没有登记过的单位先问再新增，撤销后不再管理', async () => {
    const page = await desk()
    await page.getByRole('button', { name: /^未上报/ }).click()
    const subject = Number(await page.locator('tbody tr').first().getAttribute('data-subject'))
    const managed = async () => (await compounds()).find(({ id }) => id === subject)!
    await cell(page, 0, 'manager').click()
    const company = `从未见过的物业 ${Date.now()}`
    await page.keyboard.type(company)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '保存 1 格', exact: true }).click()
    await page.getByText('有 1 格需要改正').waitFor()

    await cell(page, 0, 'mode').click()
    await page.keyboard.press('F2')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const save = page.getByRole('button', { name: '保存 2 格', exact: true })
    await save.click()
    await page.getByText(`系统里还没有：${company}`).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    expect((await managed()).management).toBeNull()
    await save.click()
    await page.getByRole('button', { name: '新增并保存' }).click()
    await saved(page)
    expect(await managed()).toMatchObject({ management: expect.any(String), organisation: expect.any(Number) })
    await page.getByRole('button', { name: '撤销这一批' }).click()
    await page.getByText('已保存 2 格').waitFor({ state: 'detached' })
    expect(await managed()).toMatchObject({ management: null, organisation: null })
  })

  test('未落图的小区拖到地图上，用方向键调整，保存，再撤销', async () => {
    const page = await desk()
    const [unlocated] = (await compounds()).filter(({ at }) => at === null)
    if (!unlocated) throw new Error('the demo has no unlocated compound')
    const place = async () => (await compounds()).find(({ id }) => id === unlocated.id)!.at
    await page.locator('.tray .title').click()
    const map = (await page.locator('.maplibregl-canvas').boundingBox())!
    await page.locator('.chip').first().hover()
    await page.mouse.down()
    // Open ground in the south-west, clear of every published area.
    await page.mouse.move(map.x + map.width * 0.12, map.y + map.height * 0.72, { steps: 6 })
    await page.mouse.up()
    await page.locator('.yard-corner').nth(3).waitFor()
    await page.keyboard.press('Shift+ArrowRight')
    await keep(page, 'ledger-yard')
    await page.getByRole('button', { name: '保存边界' }).click()
    await page.getByText(/的边界已保存/).waitFor()
    expect(await place()).not.toBeNull()
    await page.locator('#desk-map-tools').getByRole('button', { name: '撤销' }).click()
    await page.getByText(/的边界已保存/).waitFor({ state: 'detached' })
    expect(await place()).toBeNull()
  })

  test('表上选中的，图上也选中；图上点的，表上滚到眼前', async () => {
    const page = await desk()
    await page.getByPlaceholder('名称、编号或拼音首字母').fill((await compounds()).at(-1)!.code)
    await page.keyboard.press('Enter')
    const last = page.locator(`tr[data-subject="${(await compounds()).at(-1)!.id}"]`)
    await last.waitFor()
    await expect.poll(() => last.getAttribute('aria-selected'), SOON).toBe('true')
  })
}
