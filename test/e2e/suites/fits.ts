import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Progress } from '../../../core/api/progress.ts'
import { settled } from '../../../scripts/capture/settled.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const SCREENS = [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
  [5120, 1440],
] as const
/** Of the screen's height. */
const SMALLEST = 0.016

/** From a laptop to an LED wall of 32:9: everything on the screen, nothing too small, nothing upon another. */
export const fitsEveryScreen = (stage: Stage) => {
  test.each(SCREENS)(
    '%i×%i：没有滚动条，没有小到看不清的字，各栏互不相压',
    async (width, height) => {
      const page = await stage.wall(`plan=${COUNTY}`, { viewport: { width, height } })
      await settled(page)
      await keep(page, `wall-${width}x${height}`)
      await expectClear(page)
    },
    150_000,
  )

  test.each(['mengjin-2019', 'xx-town', 'sishui-2019', 'xx-district-2024'])('%s 在笔记本上也摆得下', async plan => {
    const page = await stage.wall(`plan=${plan}`)
    await settled(page)
    await expectClear(page)
  })

  test('进了社区，路径、名单和数字也各在各处', async () => {
    const page = await stage.wall(`plan=${COUNTY}&scope=${await lastCommunity(stage)}`)
    await settled(page)
    await keep(page, 'scope-1366x768')
    await expectClear(page)
  })

  test('换了专题、打开名单和小区、展开菜单，字也不小', async () => {
    const page = await stage.wall(`plan=${COUNTY}&lens=by-rule`)
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: /^方案 / }).click()
    await expectFit(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.getByRole('combobox').fill('lsj')
    await page.getByRole('option').first().click()
    await page.getByRole('heading', { level: 3 }).waitFor()
    await expectFit(page)
    await page.keyboard.press('?')
    await expectFit(page)
  })
}

const lastCommunity = async (stage: Stage) =>
  (await stage.ask<Progress>(`/plans/${COUNTY}/progress`)).rows.at(-1)?.division

const expectFit = async (page: Page) => expect(await page.evaluate(tooTight, SMALLEST)).toEqual([])

/** On a wall with nothing opened upon it, words also keep clear of each other and every button can be pressed. */
const expectClear = async (page: Page) => {
  await expectFit(page)
  expect(await page.evaluate(uponEachOther)).toEqual([])
}

/** Runs in the page: words too small to read from the back of the room, and whatever needs scrolling. */
const tooTight = (smallest: number) => {
  const found = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim()
    const holder = walker.currentNode.parentElement
    if (!text || !holder?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const share = Number.parseFloat(getComputedStyle(holder).fontSize) / innerHeight
    if (share < smallest - 0.0001) found.add(`${text} is only ${(share * 100).toFixed(2)}% high`)
  }
  const { scrollHeight, scrollWidth } = document.documentElement
  if (scrollHeight > innerHeight || scrollWidth > innerWidth) found.add('the page scrolls')
  for (const each of document.querySelectorAll<HTMLElement>('main *')) {
    const { overflowY, overflowX, scrollbarWidth } = getComputedStyle(each)
    const down = ['auto', 'scroll'].includes(overflowY) && each.scrollHeight > each.clientHeight
    const across = ['auto', 'scroll'].includes(overflowX) && each.scrollWidth > each.clientWidth
    if ((down || across) && scrollbarWidth !== 'none') found.add(`${each.className} shows a scrollbar`)
  }
  return [...found]
}

/** Runs in the page: words that lie upon other words, words off the screen, buttons under something else. */
const uponEachOther = () => {
  const words: { text: string; box: DOMRect; node: Node }[] = []
  const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim()
    const holder = walker.currentNode.parentElement
    if (!text || !holder?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    for (const box of range.getClientRects()) {
      const seen = cut(inked(box, holder), holder)
      if (seen.width > 0 && seen.height > 0) words.push({ text, box: seen, node: walker.currentNode })
    }
  }
  const off = words.filter(({ box }) => box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1)
  const pairs = words.flatMap((a, i) =>
    words.slice(i + 1).flatMap(b => (a.node !== b.node && meet(a.box, b.box) ? [`${a.text} lies upon ${b.text}`] : [])),
  )
  const covered = [...document.querySelectorAll('button')].flatMap(button => {
    if (!button.checkVisibility({ visibilityProperty: true })) return []
    const whole = button.getBoundingClientRect()
    const { left, top, width, height } = cut(whole, button)
    if (height < whole.height) return []
    const above = document.elementFromPoint(left + width / 2, top + height / 2)
    return button.contains(above) ? [] : [`${button.innerText.trim()} cannot be pressed`]
  })
  return [...off.map(({ text }) => `${text} is off the screen`), ...pairs, ...covered]

  /** A line is taller than its letters. */
  function inked({ x, y, width, height }: DOMRect, holder: Element): DOMRect {
    const letters = Math.min(height, Number.parseFloat(getComputedStyle(holder).fontSize) * 0.8)
    return new DOMRect(x, y + (height - letters) / 2, width, letters)
  }

  /** What is left of a box inside of all that clips it: lists that scroll, names that are cut short. */
  function cut(box: DOMRect, of: Element): DOMRect {
    let { left, top, right, bottom } = box
    for (let at: Element | null = of; at; at = at.parentElement) {
      if (getComputedStyle(at).overflow === 'visible') continue
      const edge = at.getBoundingClientRect()
      left = Math.max(left, edge.left)
      top = Math.max(top, edge.top)
      right = Math.min(right, edge.right)
      bottom = Math.min(bottom, edge.bottom)
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
  }

  function meet(a: DOMRect, b: DOMRect): boolean {
    return a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2
  }
}
