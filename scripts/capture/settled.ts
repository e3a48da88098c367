import type { Page } from 'playwright-core'

const QUIET_MS = 700
const LONGEST_MS = 45_000

/** Waits until nothing more is drawn: two pictures some time apart are the same. */
export const settled = async (page: Page): Promise<void> => {
  const until = Date.now() + LONGEST_MS
  let before = ''
  while (Date.now() < until) {
    const now = (await page.screenshot({ type: 'jpeg', quality: 40 })).toString('base64')
    if (now === before) return
    before = now
    await page.waitForTimeout(QUIET_MS)
  }
}
