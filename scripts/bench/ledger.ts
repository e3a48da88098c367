import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../capture/chromium.ts'
import { copiedDatabase } from './database.ts'
import { median } from './rounds.ts'
import { type Row, say } from './row.ts'
import type { Run } from './run.ts'
import { openShell } from './shell-process.ts'

const VIEWPORT = { width: 1366, height: 768 }
/** Letters of names, as they come up while one types. */
const SEARCHES = ['x', 'xq', 'j', 'jx', '3', '号', 'ly', 'c00', 'y', 'yx']
const SCREENS = 60

/** P15: the ledger of 10,000 rows in Chromium on the built pages: its first rows, a filter, a scroll. */
export async function ledger(run: Run): Promise<Row[]> {
  const database = await copiedDatabase(1, 10_000)
  const shell = await openShell(database.url)
  const browser = await launch()
  try {
    return await ledgerRows(browser, shell.address, database.plans[0]!, run.quick)
  } finally {
    await browser.close()
    await shell.close()
    await database.connection.close()
  }
}

export async function ledgerRows(browser: Browser, address: string, plan: string, quick: boolean): Promise<Row[]> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  await page.goto(`${address}/desk/${plan}?panel=ledger`)
  await page.locator('tbody tr').first().waitFor({ timeout: 60_000 })
  const opened = await page.evaluate(() => performance.now())
  await wait(4000)
  const first = await firstRows(page, quick ? 3 : 7)
  const filtered = await filters(page)
  const scrolled = await scroll(page)
  await page.close()
  return [
    {
      id: 'P15',
      what: 'ledger of 10,000: first rows painted when its panel is opened',
      ours: say(median(first), 'ms'),
      peer: '',
      ratio: null,
      goal: '≤ 1000 ms',
      met: median(first) <= 1000,
      note: `${say(opened, 'ms')} from the address to the rows, with everything fetched`,
    },
    {
      id: 'P15',
      what: 'the same: a letter typed → its rows painted',
      ours: say(median(filtered), 'ms'),
      peer: '',
      ratio: null,
      goal: '≤ 50 ms',
      met: median(filtered) <= 50,
      note: `slowest ${say(Math.max(...filtered), 'ms')}`,
    },
    {
      id: 'P15',
      what: 'the same: a page scrolled, main thread',
      ours: say(scrolled.each, 'ms'),
      peer: '',
      ratio: null,
      goal: '≤ 16 ms',
      met: scrolled.each <= 16,
      note: `${scrolled.long} of ${SCREENS} above 50 ms`,
    },
  ]
}

/** From the click on its tab, the document behind it closed before, to the frame after its rows. */
async function firstRows(page: Page, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    await page.locator('nav a').nth(1).click()
    await page.locator('tbody tr').first().waitFor({ state: 'detached' })
    await wait(500)
    times.push(
      await page.evaluate(async () => {
        const from = performance.now()
        document.querySelector<HTMLElement>('nav a')!.click()
        while (!document.querySelector('tbody tr')) await new Promise(requestAnimationFrame)
        await new Promise(requestAnimationFrame)
        return performance.now() - from
      }),
    )
  }
  return times
}

/** From the letter to the end of the frame that shows its rows: script, style and layout, not the picture's making. */
const filters = (page: Page): Promise<number[]> =>
  page.evaluate(async searches => {
    const field = document.querySelector<HTMLInputElement>('.tools input')!
    const times: number[] = []
    for (const text of searches) {
      const from = performance.now()
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await Promise.resolve()
      await new Promise(resolve => queueMicrotask(() => resolve(null)))
      document.querySelector('tbody')!.getBoundingClientRect()
      times.push(performance.now() - from)
      await new Promise(resolve => setTimeout(resolve, 120))
    }
    field.value = ''
    field.dispatchEvent(new Event('input', { bubbles: true }))
    return times
  }, SEARCHES)

async function scroll(page: Page): Promise<{ each: number; long: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const sum = (name: string) => metrics.find(each => each.name === name)!.value * 1000
    return sum('ScriptDuration') + sum('LayoutDuration') + sum('RecalcStyleDuration')
  }
  const before = await spent()
  const long = await page.evaluate(async screens => {
    let tasks = 0
    new PerformanceObserver(list => {
      tasks += list.getEntries().length
    }).observe({ type: 'longtask' })
    const box = document.querySelector('.scroller')!
    for (let i = 0; i < screens; i++) {
      box.scrollTop += box.clientHeight
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
    }
    return tasks
  }, SCREENS)
  return { each: ((await spent()) - before) / SCREENS, long }
}
