import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Areas, Draft } from '../../../core/api/areas.ts'
import type { Compound } from '../../../core/api/compounds.ts'
import { openDesk, placeOn } from '../helpers/desk.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** Software draws the map, and others use the machine. */
const until = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 30_000 })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const write = (page: Page, name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)
const row = (page: Page, name: string, state: string) =>
  page.locator('.row').filter({ hasText: name }).filter({ hasText: state }).first()
const drawer = (page: Page) => page.locator('#desk-drawer')

/** An area from its first draft to its end, by who draws and by who reviews; two windows upon one draft. */
export const keepsAreas = (stage: Stage) => {
  const drafts = async () => (await stage.ask<{ drafts: Draft[] }>(`/plans/${COUNTY}/areas/drafts`)).drafts
  const areas = async () => (await stage.ask<Areas>(`/plans/${COUNTY}/areas`)).areas
  const areaOf = async (name: string) => (await areas()).find(area => area.name === name)
  /** The n-th compound that lies on the map and belongs to nothing yet. */
  const free = async (n: number): Promise<Compound> => {
    const { compounds } = await stage.ask<{ compounds: Compound[] }>(`/plans/${COUNTY}/ledger`)
    const taken = new Set(
      [...(await areas()), ...(await drafts())].flatMap(each => ('picks' in each ? each.picks : each.compounds)),
    )
    const once = compounds.filter(({ name }) => compounds.filter(other => other.name === name).length === 1)
    return once.filter(({ id, at, to_on }) => at && to_on === null && !taken.has(id))[n]!
  }
  const search = async (page: Page, name: string) => {
    const field = page.locator('.desk-search input')
    await field.fill(name)
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .waitFor()
    await field.press('Enter')
  }
  /** From a compound found by name to a boundary that can be submitted. */
  const begin = async (page: Page, compound: Compound, name: string) => {
    await search(page, compound.name)
    await press(page, '新建区域')
    await press(page, '用选中的 1 个小区')
    await page.getByRole('toolbar').waitFor()
    await page.getByRole('toolbar').getByRole('button', { name: '生成边界' }).click()
    await until(() => page.locator('.drawing-history, .desk-status').allInnerTexts()).toContainEqual(
      expect.stringMatching(/生成边界\s+现在/),
    )
    await write(page, '名称', name)
    await page.getByRole('combobox', { name: '划定依据' }).selectOption('shared_facilities')
    await until(async () => (await drafts()).find(each => each.name === name)?.ground).toBe('shared_facilities')
  }

  test('提交、退回、改好再提交、公示、公布、调整、对照历次变化、终止', { timeout: 240_000 }, async () => {
    const page = await openDesk(stage, 'areas')
    const compound = await free(0)
    await begin(page, compound, '东关一区')
    await write(page, '共用设施设备', '道路、化粪池')
    await keep(page, 'areas-inspector')
    await press(page, '提交审核')

    await row(page, '东关一区', '待审核').click()
    await press(page, '提意见')
    await press(page, '在地图上点位置')
    const { x, y } = await placeOn(page, compound.at!)
    await page.mouse.click(x, y)
    await write(page, '意见', '压到了人行道')
    await press(page, '发表意见')
    await page.getByRole('button', { name: /1 号意见.*压到了人行道/ }).waitFor()
    await press(page, '退回')
    expect(await page.getByRole('button', { name: '退回给划定人' }).isDisabled()).toBe(true)
    await write(page, '退回原因', '按人行道内侧收')
    await press(page, '退回给划定人')

    await press(page, '修改')
    await drawer(page).getByText('按人行道内侧收').first().waitFor()
    await press(page, '改好了，再次提交')
    await row(page, '东关一区', '待审核').click()
    await press(page, '开始公示')
    await write(page, '公示地点', '各单元门口')
    await keep(page, 'areas-review')
    await drawer(page).locator('form').getByRole('button', { name: '开始公示' }).click()
    await press(page, '登记异议')
    await write(page, '异议及处理', '车位归属，已说明')
    await press(page, '登记')
    await drawer(page).getByText('车位归属，已说明').waitFor()
    await press(page, '公布')
    await press(page, '确认公布')
    await drawer(page).getByText('历次变化').waitFor()
    expect(await areaOf('东关一区')).toMatchObject({ compounds: [compound.id], version: 1 })

    await press(page, '调整边界或小区')
    await page.getByRole('toolbar').waitFor()
    await write(page, '名称', '东关一区（调整）')
    await page.keyboard.press('Escape')
    await page.locator('.drawing-editor').click({ position: { x: 4, y: 4 } })
    await page.keyboard.press('s')
    await until(async () => (await drafts()).map(({ name }) => name)).toContain('东关一区（调整）')
    await press(page, '提交审核')
    await row(page, '东关一区（调整）', '待审核').click()
    await press(page, '公布')
    await press(page, '确认公布')
    const ticks = drawer(page).getByRole('checkbox')
    await until(() => ticks.count()).toBe(2)
    await ticks.first().check()
    await ticks.last().check()
    await drawer(page).getByText('后一次比前一次').waitFor()
    await keep(page, 'areas-compared')

    await press(page, '终止这个区域')
    await write(page, '终止原因', '道路扩建')
    await press(page, '确认终止')
    await drawer(page).getByText('已终止').waitFor()
    expect(await ticks.count()).toBe(3)
    expect(await areaOf('东关一区（调整）')).toBeUndefined()
  })

  test('两个窗口开着同一份草稿：看得见彼此，后保存的要选怎么办，放下的那份还能再打开', {
    timeout: 240_000,
  }, async () => {
    const first = await openDesk(stage, 'areas')
    await begin(first, await free(1), '两人同改')
    const second = await openDesk(stage, 'areas')
    await row(second, '两人同改', '草稿').click()
    await second.getByText('另一个窗口也打开着').waitFor()

    await write(first, '依据说明', '先保存的')
    await until(async () => (await drafts()).find(({ name }) => name === '两人同改')?.ground_note).toBe('先保存的')
    await write(second, '依据说明', '后保存的')
    await second.getByRole('alertdialog', { name: '这份草稿被别人改过了' }).waitFor({ timeout: 30_000 })
    await second.getByText('填写的内容也有不同：依据说明').waitFor()
    await keep(second, 'areas-conflict')
    stage.guard().forgive()
    await press(second, '用对方的')
    await until(() => second.getByRole('textbox', { name: '依据说明' }).inputValue()).toBe('先保存的')

    await press(second, '← 返回清单')
    await second.getByText(/这台电脑上还保留着 \d+ 份/).click()
    await second.getByRole('listitem').filter({ hasText: '我的备份 两人同改' }).getByText('打开').click()
    await until(() => second.getByRole('textbox', { name: '依据说明' }).inputValue()).toBe('后保存的')
  })

  test('坏图形给出修复后的样子，由人选用；片区建议要人确认才成草稿；划定表打印成一页', {
    timeout: 240_000,
  }, async () => {
    const page = await openDesk(stage, 'areas')
    const [lon, lat] = (await free(3)).at!
    const bow = [
      [lon! - 0.001, lat! - 0.001],
      [lon! + 0.001, lat! - 0.001],
      [lon! - 0.001, lat! + 0.001],
      [lon! + 0.001, lat! + 0.001],
      [lon! - 0.001, lat! - 0.001],
    ]
    await press(page, '新建区域')
    await press(page, '从图形文件导入')
    const text = JSON.stringify({ type: 'Polygon', coordinates: [bow] })
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '测绘.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(text) })
    await page.getByText('图形有误：边界自相交').waitFor()
    await press(page, '用修复后的')
    await until(() => page.locator('.drawing-contents').innerText()).toContain('亩')
    await press(page, '← 返回清单')

    await page.getByRole('link', { name: '片区建议' }).click()
    const scope = page.getByRole('combobox', { name: '社区或乡镇' })
    await until(() => scope.locator('option').count()).toBeGreaterThan(2)
    await scope.selectOption({ index: (await scope.locator('option').count()) - 1 })
    await press(page, '给出建议')
    await page.getByText('做成草稿', { exact: true }).first().waitFor()
    await keep(page, 'areas-zoning')
    const before = new Set((await drafts()).map(({ id }) => id))
    await page.getByRole('button', { name: /全部做成草稿/ }).click()
    const madeNow = async () => (await drafts()).filter(({ id, kind }) => kind === 'patch' && !before.has(id))
    const said = async () => Number((await page.getByText('份草稿，在“管理区域”里提交').innerText()).match(/\d+/)![0])
    await until(async () => (await madeNow()).length - (await said())).toBe(0)
    const made = await madeNow()

    const sheet = await stage.page(`/plans/${COUNTY}/drafts/${made[0]!.id}/print`)
    await sheet.locator('.form[data-ready=true]').waitFor({ timeout: 60_000 })
    await sheet.emulateMedia({ media: 'print' })
    await keep(sheet, 'areas-form')
    expect((await sheet.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(
      1,
    )
  })
}
