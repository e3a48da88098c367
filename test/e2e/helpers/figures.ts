import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Progress } from '../../../core/api/progress.ts'
import { percentText } from '../../../core/text/percent.ts'

/** The headline as one line of text, its spaces plain. */
export const headline = async (page: Page): Promise<string> => {
  const text = await page.getByRole('region', { name: '覆盖情况' }).innerText()
  return text.replace(/\s+/g, ' ')
}

/** The figures a headline must name for an answer of the API. */
export const figuresOf = ({ total, target }: Progress): string[] => [
  percentText(total.covered, total.total) ?? '',
  `${total.covered} / ${total.total}`,
  ...(target?.verdict === 'open' ? [`还差 ${target.short} `, `还有 ${target.days_left} 天`] : []),
]

/** Waits until the headline says what the API answers, and not a figure less. */
export const expectFigures = (page: Page, progress: Progress) =>
  expect.poll(() => missing(page, progress), { timeout: 20_000 }).toEqual([])

const missing = async (page: Page, progress: Progress) => {
  const text = await headline(page)
  return figuresOf(progress).filter(figure => !text.includes(figure))
}

/** The covered count the headline shows just now. */
export const coveredOn = async (page: Page): Promise<number> =>
  Number(/([\d,]+) \/ [\d,]+/.exec(await headline(page))?.[1]?.replace(',', ''))

export const playhead = (page: Page) => page.getByRole('slider')

/** Days from the plan's first day to the day shown. */
export const placeOn = async (page: Page): Promise<number> => Number(await playhead(page).getAttribute('aria-valuenow'))

/** The wall's own controls come when somebody stirs. */
export const stir = async (page: Page) => {
  await page.mouse.move(683 + Math.random() * 20, 120)
  await page.locator('.wall-bar').waitFor()
}

/** Chooses from one of the bar's menus by what it shows. */
export const choose = async (page: Page, menu: '方案' | '专题', option: string | RegExp) => {
  await stir(page)
  await page.getByRole('button', { name: new RegExp(`^${menu} `) }).click()
  await page.getByRole('menuitemradio', { name: option }).click()
}
