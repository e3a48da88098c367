import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Of the screen's height. */
const SMALLEST = 0.016

/** Every word can be read from afar, and nothing needs scrolling. */
export const expectFit = async (page: Page) => expect(await page.evaluate(tooTight, SMALLEST)).toEqual([])

/** On a wall with nothing opened upon it, words also keep clear of each other and every button can be pressed. */
export const expectClear = async (page: Page) => {
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
