import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import type { copiedDatabase } from './database.ts'
import type { Shell } from './shell-process.ts'

export type Database = Awaited<ReturnType<typeof copiedDatabase>>

/** The product's own wall on a plan, once it shows its figures. */
export async function openWall(browser: Browser, { address }: Shell, plan: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await page.goto(`${address}/?plan=${plan}`)
  await page.waitForSelector('.headline .of', { timeout: 60_000 })
  await wait(3000)
  return page
}
