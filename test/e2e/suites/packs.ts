import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { BufferSource, Input, MP4, WEBM } from 'mediabunny'
import { expect, test } from 'vitest'
import type { Pack } from '../../../core/api/packs.ts'
import { partBeginsAs, pngSize } from '../../../core/packs/part-type.ts'
import { dark } from '../../../web/map/flavors.ts'
import { takeFigures } from '../helpers/closing.ts'
import { openDesk } from '../helpers/desk.ts'
import { readPixels } from '../helpers/pixels.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

const PLAN = `/plans/${COUNTY}`
/** Three days make the shortest film. */
const PERIOD = { from_on: '2024-10-14', as_of: '2024-10-16' }

export const handsOutPacks = (stage: Stage): void => {
  test('一键打包：图和影像由浏览器制成，刷新后接着做，压缩包里的图是 4K 的、有各种管理模式的颜色', async () => {
    const { id } = await takeFigures(stage, { purpose: 'meeting', title: '十月中旬', ...PERIOD })
    const packs = () => stage.ask<Pack[]>(`${PLAN}/packs?closing=${id}`)
    const here = async () => (await packs())[0]?.parts.filter(({ sha256 }) => sha256 !== null).length ?? 0
    const desk = await openDesk(stage, 'packs')
    await desk.getByRole('button', { name: '打包全部资料' }).click()
    await expect.poll(here, { timeout: 180_000, interval: 300 }).toBeGreaterThan(0)
    await desk.getByRole('button', { name: '停止' }).click()

    await desk.reload()
    await desk.getByText(/还差 \d 张图/).waitFor()
    const before = await here()
    await desk.getByRole('button', { name: '继续打包' }).click()
    const link = desk.getByRole('link', { name: '下载资料包' })
    await link.waitFor({ timeout: 400_000 })
    expect(before).toBeGreaterThan(0)
    await keep(desk, 'packs')
    const downloading = desk.waitForEvent('download')
    await link.click()
    const download = await downloading
    expect(download.suggestedFilename()).toContain('资料包（截至 2024-10-16）.zip')

    const files = unzipSync(new Uint8Array(readFileSync(await download.path())))
    const [pack] = await packs()
    const pictures = Object.keys(files).filter(name => name.endsWith('.png'))
    expect(pictures).toHaveLength(pack!.parts.filter(({ kind }) => kind === 'picture').length)
    for (const name of pictures) expect(pngSize(files[name]!)).toEqual({ width: 3840, height: 2160 })
    const standing = pictures.find(name => name.includes('总体进度'))!
    const pixels = await readPixels(desk.context(), Buffer.from(files[standing]!))
    const { professional, work_unit, self_governed } = dark.family
    for (const colour of [professional, work_unit, self_governed, dark.uncovered])
      expect(await pixels.share(colour)).toBeGreaterThan(0.001)
    expect(await pixels.share(dark.background)).toBeLessThan(0.97)

    const film = Object.keys(files).find(name => name.startsWith('影像/'))!
    expect(['mp4', 'webm']).toContain(partBeginsAs(files[film]!))
    const input = new Input({ source: new BufferSource(new Uint8Array(files[film]!)), formats: [MP4, WEBM] })
    expect(await input.computeDuration()).toBeGreaterThan(7)
    expect(await (await input.getPrimaryVideoTrack())?.getDisplayWidth()).toBe(1920)
    expect(strFromU8(files['说明.txt']!)).toContain('数据截至：2024-10-16')
  }, 900_000)
}
