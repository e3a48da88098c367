import { expect, test } from 'vitest'
import { headline } from '../helpers/figures.ts'
import { keep, type Stage } from '../helpers/wall.ts'

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

  test('按 a 巡览：一个社区接一个社区，一动就停', async () => {
    const page = await stage.wall()
    await page.keyboard.press('a')
    await page.getByText('巡览中').waitFor()
    await expect.poll(() => page.url(), { timeout: 10_000 }).toContain('scope=')
    await page.mouse.click(683, 60)
    await page.getByText('巡览中').waitFor({ state: 'detached' })
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
}
