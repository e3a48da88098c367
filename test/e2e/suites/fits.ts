import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { settled } from '../../../scripts/capture/settled.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const SCREENS = [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
  [5120, 1440],
] as const
const SMALLEST = 0.016

/** From a laptop to an LED wall of 32:9: everything on the screen, nothing too small, nothing upon another. */
export const fitsEveryScreen = (stage: Stage) => {
  test.each(SCREENS)(
    '%i×%i：没有滚动条，没有小于屏高 1.6%% 的字，各栏互不相压',
    async (width, height) => {
      const page = await stage.wall(`plan=${COUNTY}`, { viewport: { width, height } })
      await settled(page)
      await keep(page, `wall-${width}x${height}`)
      await expectFit(page)
    },
    150_000,
  )

  test.each(['mengjin-2019', 'xx-town', 'sishui-2019', 'xx-district-2024'])('%s 在笔记本上也摆得下', async plan => {
    const page = await stage.wall(`plan=${plan}`)
    await page.waitForTimeout(1500)
    await expectFit(page)
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

const expectFit = async (page: Page) => {
  const { small, scrolls, overlaps } = await page.evaluate(look, SMALLEST)
  expect({ small, scrolls, overlaps }).toEqual({ small: [], scrolls: [], overlaps: [] })
}

/** Runs in the page. */
const look = (smallest: number) => {
  const least = innerHeight * smallest
  const small = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim()
    const holder = walker.currentNode.parentElement
    if (!text || !holder?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const size = Number.parseFloat(getComputedStyle(holder).fontSize)
    if (size < least - 0.05) small.add(`${text} ${((size / innerHeight) * 100).toFixed(2)}%`)
  }

  const root = document.documentElement
  const scrolls: string[] = []
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) scrolls.push('page')
  for (const each of document.querySelectorAll<HTMLElement>('main *')) {
    const { overflowY, overflowX, scrollbarWidth } = getComputedStyle(each)
    const down = ['auto', 'scroll'].includes(overflowY) && each.scrollHeight > each.clientHeight
    const across = ['auto', 'scroll'].includes(overflowX) && each.scrollWidth > each.clientWidth
    if ((down || across) && scrollbarWidth !== 'none') scrolls.push(each.className)
  }

  const panels = ['.answers', '.side', '.curve'].flatMap(name => {
    const panel = document.querySelector(name)
    if (!panel) return []
    const boxes = [panel, ...panel.querySelectorAll('p, h1, h2, button, li, dd')].map(each =>
      each.getBoundingClientRect(),
    )
    const shown = boxes.filter(({ width, height }) => width > 0 && height > 0)
    return [
      {
        name,
        left: Math.min(...shown.map(({ left }) => left)),
        right: Math.max(...shown.map(({ right }) => right)),
        top: Math.min(...shown.map(({ top }) => top)),
        bottom: Math.max(...shown.map(({ bottom }) => bottom)),
      },
    ]
  })
  const overlaps = panels.flatMap((a, i) =>
    panels
      .slice(i + 1)
      .filter(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
      .map(b => `${a.name} ${b.name}`),
  )
  return { small: [...small], scrolls, overlaps }
}
