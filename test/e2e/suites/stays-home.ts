import { expect, test } from 'vitest'
import { settled } from '../../../scripts/capture/settled.ts'
import type { Stage } from '../helpers/wall.ts'

/** Offline by default: every test checks it for its own pages as it ends; this one looks at the means. */
export const staysHome = (stage: Stage) => {
  test('墙上用到的一切都来自这台机器，字体也是', async () => {
    const page = await stage.wall()
    await settled(page)
    const origins = await page.evaluate(() => [
      ...new Set(performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)),
    ])
    expect(origins.filter(origin => origin !== 'null')).toEqual([stage.origin()])
    expect(await page.evaluate(() => document.fonts.check('20px "Noto Sans SC Variable"', '小区'))).toBe(true)
    stage.guard().check()
  })

  test('页面自己的规矩拦得住外面：想往别处去的请求一个也出不去', async () => {
    const page = await stage.wall()
    const gone = await page.evaluate(() =>
      fetch('https://example.invalid/').then(
        () => 'answered',
        () => 'refused',
      ),
    )
    expect(gone).toBe('refused')
    await expect.poll(() => stage.guard().complaints.join()).toContain('connect-src')
    expect(stage.guard().strangers).toEqual([])
    stage.guard().forgive()
  })
}
