import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Area, Draft } from '../../../core/api/areas.ts'
import { lookAt, neighbours, openDesk, placeOn } from '../helpers/desk.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** Each walks a whole piece of work. */
const LONG = 180_000
/** Software draws the map, and others use the machine. */
const until = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 20_000 })

const steps = (page: Page) => page.locator('.drawing-history li').allInnerTexts()
const contents = async (page: Page) => (await page.locator('.drawing-contents').innerText()).replace(/\s+/g, ' ')
const issues = (page: Page) => page.locator('.drawing-issues').innerText()
const tool = (page: Page, name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true })
const status = (page: Page) => page.locator('.desk-status')

/** A management area from compounds to a boundary, by mouse and by keys; a draft that outlives the page. */
export const drawsAreas = (stage: Stage) => {
  const begin = async (page?: Page) => {
    const opened = await openDesk(stage, 'areas', COUNTY, page)
    await opened.getByRole('button', { name: '新建区域' }).first().click()
    await opened.getByRole('button', { name: '直接在地图上画' }).click()
    await opened.getByRole('toolbar').waitFor()
    return opened
  }
  const drafts = async () => (await stage.ask<{ drafts: Draft[] }>(`/plans/${COUNTY}/areas/drafts`)).drafts
  /** Looks at some compounds, picks each by a click, and has a boundary proposed. */
  const propose = async (page: Page, count: number) => {
    const compounds = await neighbours(stage, count)
    const middle = [0, 1].map(i => compounds.reduce((sum, { at }) => sum + at![i]!, 0) / compounds.length)
    await page.keyboard.press('0')
    await lookAt(page, middle, 5)
    await page.keyboard.press('1')
    for (const { at } of compounds) {
      const { x, y } = await placeOn(page, at!)
      await page.mouse.click(x, y)
    }
    await page.keyboard.press('p')
    await until(() => steps(page).then(all => all[0])).toContain('生成边界')
    await page.keyboard.press('f')
    return compounds
  }

  test('点选七个小区，生成边界；拖动两个角，加一个点再删掉；每步有名字，能撤销重做，服务器核对', {
    timeout: LONG,
  }, async () => {
    const page = await begin()
    const compounds = await propose(page, 7)
    await until(() => contents(page)).toContain('小区 7')
    await until(() => status(page).innerText()).toContain('服务器已核对')
    expect(await issues(page)).not.toContain('重叠')
    await keep(page, 'drawing-proposed')

    const [draft] = await waitForDraft(drafts)
    const ring = draft!.shape!.map(({ shell }) => shell).toSorted((a, b) => b.length - a.length)[0]!
    for (const corner of ring.slice(0, 2)) {
      const from = await placeOn(page, corner)
      await page.mouse.move(from.x, from.y)
      await until(() => status(page).innerText()).toContain('按住拖动这个点')
      await page.mouse.down()
      await page.mouse.move(from.x + 6, from.y - 14, { steps: 4 })
      await until(() => status(page).innerText()).toContain('只看动的边')
      await page.mouse.up()
    }
    await until(async () => (await steps(page)).slice(0, 3)).toEqual([
      expect.stringContaining('移动一个点'),
      '移动一个点',
      '生成边界',
    ])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await until(async () => (await steps(page))[2]).toContain('现在')
    await page.keyboard.press('Control+y')
    await page.keyboard.press('Control+Shift+Z')
    await until(async () => (await steps(page))[0]).toContain('现在')
    await tool(page, '撤销').click()
    await until(async () => (await steps(page))[1]).toContain('现在')
    expect(compounds).toHaveLength(7)
  })

  test('挖洞、切开、留下一半：另一半成了新的草稿', { timeout: LONG }, async () => {
    const page = await begin()
    const [first] = await propose(page, 2)
    const { x, y } = await placeOn(page, first!.at!)
    await tool(page, '挖洞').click()
    for (const [dx, dy] of [
      [-18, -14],
      [18, -14],
      [18, 14],
      [-18, 14],
    ] as const) {
      await page.mouse.move(x + dx, y + dy)
      await page.mouse.click(x + dx, y + dy)
    }
    await page.keyboard.press('Enter')
    await until(async () => (await steps(page))[0]).toContain('挖一个洞')
    await until(() => issues(page)).toContain(`边界切开了“${first!.name}”`)
    await page.keyboard.press('Control+z')
    await until(() => issues(page)).not.toContain('切开了')

    const before = (await drafts()).length
    await page.keyboard.press('x')
    const canvas = (await page.locator('.maplibregl-canvas').boundingBox())!
    for (const at of [canvas.y + 110, canvas.y + canvas.height - 6]) {
      await page.mouse.move(x, at, { steps: 3 })
      await page.mouse.click(x, at)
    }
    await page.keyboard.press('Enter')
    await until(() => status(page).innerText()).toContain('点要留下的那一半')
    await page.mouse.click(x - 24, y)
    await status(page).getByText('另一半已存成新的草稿').waitFor()
    await until(async () => (await steps(page))[0]).toContain('切分')
    await until(async () => (await drafts()).length).toBeGreaterThan(before)
  })

  test('只用键盘改点：Tab 走点，方向键移动，Delete 删点；没画完的四个点，Esc 先问', {
    timeout: LONG,
  }, async () => {
    const page = await begin()
    await propose(page, 2)
    await page.keyboard.press('Tab')
    await page.getByRole('region', { name: '选中的点' }).getByText('第 1 个').waitFor()
    for (const key of ['ArrowUp', 'Shift+ArrowLeft', 'Control+ArrowDown']) await page.keyboard.press(key)
    await until(async () => (await steps(page))[0]).toContain('移动一个点')
    await page.keyboard.press('Delete')
    await until(async () => (await steps(page))[0]).toContain('删一个点')

    await page.keyboard.press('a')
    const canvas = (await page.locator('.maplibregl-canvas').boundingBox())!
    for (const [dx, dy] of [
      [40, 400],
      [120, 400],
      [120, 480],
      [40, 480],
    ] as const) {
      await page.mouse.move(canvas.x + dx, canvas.y + dy)
      await page.mouse.click(canvas.x + dx, canvas.y + dy)
    }
    await page.keyboard.press('Escape')
    const ask = page.getByRole('dialog', { name: '放弃没画完的？' })
    await ask.getByRole('button', { name: '接着画' }).click()
    await page.keyboard.press('Enter')
    await until(async () => (await steps(page))[0]).toContain('加一块')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '画区域的按键' }).waitFor()
    await page.keyboard.press('Escape')
  })

  test('画进了邻区：说与谁重叠、多少，定位，一点就让开，两家共用一条边；撤销又回来', { timeout: LONG }, async () => {
    const page = await begin()
    const { areas } = await stage.ask<{ areas: Area[] }>(`/plans/${COUNTY}/areas`)
    const area = areas.find(({ shape }) => shape)!
    const ring = area.shape!.coordinates[0]![0]!
    await page.keyboard.press('0')
    await lookAt(page, ring[0]!, 5)
    const corners = await Promise.all(ring.map(place => placeOn(page, place)))
    const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))]
    const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))]
    const middle = (left + right) / 2
    await page.keyboard.press('n')
    await page.keyboard.press('5')
    for (const [x, y] of [
      [middle, top - 20],
      [right + 60, top - 20],
      [right + 60, bottom + 20],
      [middle, bottom + 20],
    ] as const) {
      await page.mouse.move(x, y)
      await page.mouse.click(x, y)
    }
    await page.keyboard.press('Enter')
    await until(() => issues(page)).toContain(`与“${area.name}”重叠`)
    const overlap = page.locator('.drawing-issues li').filter({ hasText: '重叠' })
    await overlap.getByRole('button', { name: '定位' }).click()
    await page.locator('.drawing-spot').waitFor()
    await overlap.getByRole('button', { name: '让开' }).click()
    await until(() => issues(page)).not.toContain('重叠')
    await until(() => status(page).innerText()).toContain('服务器已核对')
    expect(await issues(page)).not.toContain('重叠')
    await page.keyboard.press('Control+z')
    await until(() => issues(page)).toContain(`与“${area.name}”重叠`)
  })

  test('断了网照样画，关了页再开还在：从本机接着画，存上去就从本机拿掉', { timeout: LONG }, async () => {
    const page = await begin()
    await propose(page, 3)
    await page.keyboard.press('Control+s')
    await until(() => status(page).innerText()).toContain('已保存')
    const [draft] = await waitForDraft(drafts)
    await page.context().setOffline(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Delete')
    await until(() => status(page).innerText()).toContain('连不上服务器，已存在本机')
    await page.context().setOffline(false)
    stage.guard().forgive()
    await openDesk(stage, 'areas', COUNTY, page)
    await page.getByText(draft!.name).first().click()
    await page.getByRole('alert').getByRole('button', { name: '接着它画' }).click()
    await page.keyboard.press('Control+s')
    await until(() => status(page).innerText()).toContain('已保存')
    await until(() => page.evaluate(keptHere, draft!.id)).toBe(0)
  })
}

/** The newest draft, once the server has it. */
/** Waits until the newest draft was saved with its shape: picks alone may be saved before. */
const waitForDraft = async (drafts: () => Promise<Draft[]>) => {
  const newestFirst = async () => (await drafts()).toSorted((a, b) => b.id - a.id)
  await until(async () => (await newestFirst())[0]?.shape ?? []).not.toEqual([])
  return newestFirst()
}

/** Runs in the page: how often this browser keeps a draft of the server. */
const keptHere = (draft: number) =>
  new Promise<number>((resolve, reject) => {
    const request = indexedDB.open('fullcover-drafts-local')
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const all = request.result.transaction('drafts').objectStore('drafts').getAll()
      all.onsuccess = () => resolve(all.result.filter(kept => kept.draft === draft).length)
    }
  })
