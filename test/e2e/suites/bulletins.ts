import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Closing } from '../../../core/api/closings.ts'
import type { Progress } from '../../../core/api/progress.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** The office writes the month's bulletin of signed figures, issues it, and opens its files. */
export const issuesBulletins = (stage: Stage) => {
  const downloaded = async (page: Page, name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(name, { exact: true }).click()])
    return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) }
  }

  test('起草通报，写错的占位符被点名不能保存；改好、印发第 1 期，下载的 Word 和 Excel 与大屏同数', {
    timeout: 120_000,
  }, async () => {
    const closings = await stage.ask<Closing[]>(`/plans/${COUNTY}/closings`)
    const signed = closings.find(({ state, purpose }) => state === 'signed' && purpose === 'meeting')!
    const { total } = await stage.ask<Progress>(
      `/plans/${COUNTY}/progress?as_of=${signed.as_of}&known_at=${signed.known_at}&basis=verified`,
    )
    const page = await stage.page(`/desk/${COUNTY}?panel=bulletins`)
    await page.getByLabel('用哪次截数').selectOption(String(signed.id))
    await page.getByRole('button', { name: '起草每月排名通报（简报）' }).click()
    await page.locator('.bulletin-page').getByText(`已落实物业管理${total.covered}个`).waitFor()

    const line = page.getByRole('textbox', { name: '段落' }).last()
    await line.click()
    await page.keyboard.press('End')
    await page.keyboard.type('共{没有的数}个。')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('alert').getByText('没有叫“没有的数”的占位符').waitFor()
    await keep(page, 'bulletin-refused')
    stage.guard().forgive()
    await line.locator('.unknown').evaluate(chip => chip.remove())
    await line.click()
    await page.keyboard.press('End')
    await page.keyboard.type('请各社区核对。')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect.poll(() => page.getByRole('button', { name: '印发第 1 期' }).isEnabled()).toBe(true)

    await page.getByRole('button', { name: '印发第 1 期' }).click()
    await page.getByRole('button', { name: '确认印发第 1 期' }).click()
    await page.getByText('2024 年第 1 期').waitFor()
    await keep(page, 'bulletin-issued')
    const word = await downloaded(page, 'Word')
    expect(word.name).toBe('每月排名通报（简报）2024年第1期.docx')
    const said = strFromU8(unzipSync(word.bytes)['word/document.xml']!).replace(/<[^>]+>/g, '')
    expect(said).toContain(`已落实物业管理${total.covered}个`)
    expect(said).toContain('请各社区核对。')
    const book = await readXlsx((await downloaded(page, 'Excel')).bytes)
    const sum = book.sheets[0]!.rows.find(row => row[1] === '台账直接汇总')!
    expect(sum.slice(2, 4)).toEqual([total.total, total.covered])
  })
}
