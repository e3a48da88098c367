import { test } from 'vitest'
import type { Progress } from '../../../core/api/progress.ts'
import { settled } from '../../../scripts/capture/settled.ts'
import { expectClear, expectFit } from '../helpers/clear.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const SCREENS = [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
  [5120, 1440],
] as const

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
