import { expect, test } from 'vitest'
import { settled } from '../../../scripts/capture/settled.ts'
import { IDLE_MS, STAY_MS } from '../../../web/wall/tour.ts'
import { headline } from '../helpers/figures.ts'
import { differing } from '../helpers/pixels.ts'
import { keep, MAP, type Stage } from '../helpers/wall.ts'

/** No mouse at all, and no motion where none is wanted. */
export const isWorkedByKeys = (stage: Stage) => {
  test('只用键盘：Tab 走遍每个按钮，焦点处处看得见，回车打开社区，Esc 回来', async () => {
    const page = await stage.wall()
    const seen: string[] = []
    for (let i = 0; i < 70; i++) {
      await page.keyboard.press('Tab')
      const focus = await page.evaluate(() => {
        const now = document.activeElement
        if (!now || now === document.body) return null
        const { outlineStyle, outlineWidth } = getComputedStyle(now)
        const { width, height } = now.getBoundingClientRect()
        const visible = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && width > 0 && height > 0
        return { name: (now.getAttribute('aria-label') ?? now.textContent ?? '').trim(), visible, tag: now.tagName }
      })
      if (!focus) break
      expect(focus).toMatchObject({ visible: true })
      if (i > 0 && seen[0] === focus.name) break
      seen.push(focus.name)
    }
    const all = seen.join('\n')
    for (const name of ['方案', '专题', '核定数', '查找', '巡览', '专业化物业', '城郊', '当前日期', '播放'])
      expect(all).toContain(name)

    const last = page.getByRole('complementary').getByRole('listitem').last().getByRole('button')
    await last.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => headline(page)).toContain('城郊')
    await page.keyboard.press('Escape')
    await expect.poll(() => headline(page)).not.toContain('城郊')
  })

  test('按 ? 有一张按键表，按 Esc 收起', async () => {
    const page = await stage.wall()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: '按键' })
    await sheet.waitFor()
    for (const key of ['Space', 'PageUp', 'Home', 'Esc']) expect(await sheet.innerText()).toContain(key)
    await keep(page, 'keys')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })

  test('按 a 巡览：一个社区接一个社区；滚轮、任意键一动就暂停，静止半分钟接着走，按 Esc 结束', async () => {
    const page = await stage.wall(undefined, {})
    await page.clock.install()
    const seen: (string | null)[] = []
    const another = async () => {
      const scope = () => new URL(page.url()).searchParams.get('scope')
      await expect.poll(() => scope() !== null && !seen.includes(scope())).toBe(true)
      seen.push(scope())
    }
    const says = (words: string) => page.getByRole('status').filter({ hasText: words }).waitFor()

    await page.keyboard.press('a')
    await says('巡览中')
    await page.clock.fastForward(1000)
    await another()
    await page.clock.fastForward(STAY_MS)
    await another()

    for (const touch of [() => page.mouse.wheel(0, -120), () => page.keyboard.press('x')]) {
      await touch()
      await says('巡览暂停，静止 30 秒后继续')
      await page.clock.fastForward(IDLE_MS + 1000)
      await says('巡览中')
      await another()
    }
    await page.keyboard.press('Escape')
    await page.getByText('巡览中').waitFor({ state: 'detached' })
    await page.clock.fastForward(IDLE_MS * 2)
    expect(new URL(page.url()).searchParams.get('scope')).toBe(seen.at(-1))
  })

  test('没有分社区数字的方案，按 a 说明无处巡览', async () => {
    const page = await stage.wall('plan=sishui-2019')
    await page.keyboard.press('a')
    await page.getByRole('status').filter({ hasText: '无处巡览' }).waitFor()
  })

  test('按 f 铺满整个屏幕，再按退出来', async () => {
    const page = await stage.wall()
    const full = () => page.evaluate(() => document.fullscreenElement?.tagName ?? null)
    await page.keyboard.press('f')
    await expect.poll(full).toBe('HTML')
    await page.keyboard.press('f')
    await expect.poll(full).toBe(null)
  })

  test('要求减少动态效果的电脑上，不飞不滑，一步到位', async () => {
    const page = await stage.wall(undefined, { reducedMotion: 'reduce' })
    await page.getByRole('complementary').getByRole('listitem').last().getByRole('button').click()
    await expect.poll(() => headline(page)).toContain('城郊')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Home')
    await expect.poll(() => headline(page)).toContain('3 月 11 日')
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(each => each.playState === 'running')
        .flatMap(each => (each instanceof CSSTransition ? [each.transitionProperty] : ['animation']))
        .filter(property => property !== 'opacity'),
    )
    expect(moving).toEqual([])
  })

  test('要求减少动态效果的电脑上，点了社区，地图不飞，一眨眼就在那里', async () => {
    const page = await stage.wall(undefined, { reducedMotion: 'reduce' })
    await settled(page)
    const whole = await page.screenshot({ clip: MAP })
    const last = page.getByRole('complementary').getByRole('listitem').last().getByRole('button')
    const arrive = async () => {
      await last.click()
      await expect.poll(() => headline(page)).toContain('城郊')
    }
    // The first visit fetches what is drawn there; on the second nothing but a flight could still change.
    await arrive()
    await settled(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await settled(page)
    await arrive()
    const now = await page.screenshot({ clip: MAP })
    await page.waitForTimeout(1500)
    const later = await page.screenshot({ clip: MAP })
    const moved = await differing(page.context(), whole, later)
    expect(await differing(page.context(), now, later)).toBeLessThan(moved / 10)
    expect(moved).toBeGreaterThan(0.02)
  })
}
