import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import gcoord from 'gcoord'
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { readXlsx, writeXlsx } from 'hucre'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Progress } from '../../../core/api/progress.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

type Rows = NonNullable<Awaited<ReturnType<typeof readXlsx>>['sheets'][number]['rows']>
const HEAD = 2

/** The town's weekly Excel, and shapes drawn on another map's coordinates, as a clerk brings them. */
export const importsFiles = (stage: Stage) => {
  let folder = ''
  let rows: Rows = []
  const exported = (format: string) => fetch(`${stage.origin()}/api/plans/${COUNTY}/exports/compounds?format=${format}`)
  const progress = () => stage.ask<Progress>(`/plans/${COUNTY}/progress`)
  const at = (header: string) => rows[HEAD]!.indexOf(header)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fullcover-e2e-imports-'))
    const bytes = new Uint8Array(await (await exported('xlsx')).arrayBuffer())
    rows = (await readXlsx(bytes)).sheets[0]!.rows
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** The exported ledger with some cells written over, as a file. */
  const workbook = async (name: string, cells: [row: number, header: string, value: string | number][]) => {
    const changed = rows.map(row => [...row])
    for (const [row, header, value] of cells) changed[row - 1]![at(header)] = value
    const path = join(folder, name)
    writeFileSync(path, await writeXlsx({ sheets: [{ name: '台账', rows: changed }] }))
    return path
  }
  const shapesFile = (name: string, features: Feature[]) => {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }))
    return path
  }
  const desk = async () => {
    const page = await stage.page(`/desk/${COUNTY}?panel=imports`, { acceptDownloads: true })
    await page.getByText('把文件拖到这里').waitFor()
    return page
  }
  const bring = (page: Page, path: string) => page.locator('input[type=file]').setInputFiles(path)
  const confirm = (page: Page) => page.getByRole('button', { name: '确认导入' })

  test('原样的台账没有什么可写；改好两处不对的格子，核对、导入、撤销，数字回到原样', { timeout: 90_000 }, async () => {
    const page = await desk()
    await bring(page, await workbook('same.xlsx', []))
    await page.getByRole('status').filter({ hasText: '没有需要写入的' }).waitFor()
    expect(await confirm(page).isDisabled()).toBe(true)

    const uncovered = rows.findIndex((row, i) => i > HEAD && row[at('底数情况')] === '底数' && !row[at('管理模式')]) + 1
    const good: [number, string, string | number][] = [
      [uncovered, '管理模式', '专业化物业'],
      [uncovered, '管理单位', '安居物业'],
      [uncovered, '进驻日期', '2024-10-16'],
    ]
    await page.getByRole('button', { name: '重新选择文件' }).click()
    await bring(page, await workbook('bad.xlsx', [...good, [20, '户数', '若干'], [33, '完成时限', '月底']]))
    await page.getByRole('status').filter({ hasText: '有 2 处需要改正' }).waitFor()
    await keep(page, 'imports-refused')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载问题清单' }).click(),
    ])
    const errors = join(folder, 'errors.xlsx')
    await download.saveAs(errors)
    const { readFileSync } = await import('node:fs')
    const listed = (await readXlsx(new Uint8Array(readFileSync(errors)))).sheets[0]!.rows
    expect(listed.slice(1).map(row => row.at(-1))).toEqual([20, 33])

    const before = await progress()
    await page.getByRole('button', { name: '重新选择文件' }).click()
    await bring(page, await workbook('good.xlsx', good))
    await page.getByText('→ 专业化物业 安居物业').waitFor()
    await keep(page, 'imports-difference')
    await confirm(page).click()
    await page.getByRole('heading', { name: '已导入' }).waitFor()
    expect((await progress()).total.covered).toBe(before.total.covered + 1)
    await page.getByRole('button', { name: '撤销这次导入' }).click()
    await page.getByRole('heading', { name: '这次导入已撤销' }).waitFor()
    expect((await progress()).total).toEqual(before.total)
    await page.getByRole('button', { name: '继续导入' }).click()
    await page.getByRole('listitem').filter({ hasText: '已撤销' }).first().waitFor()
  })

  test('列认错了自己指定，下次同样的表不用再指定', { timeout: 60_000 }, async () => {
    const renamed = rows.map((row, i) => row.map(cell => (i === HEAD && cell === '户数' ? '入住总数' : cell)))
    const path = join(folder, 'renamed.xlsx')
    writeFileSync(
      path,
      await writeXlsx({
        sheets: [
          {
            name: '台账',
            rows: renamed.map((row, i) => (i === 8 ? row.map((cell, j) => (j === at('户数') ? 999 : cell)) : row)),
          },
        ],
      }),
    )
    const page = await desk()
    await bring(page, path)
    await page.getByRole('status').filter({ hasText: '没有需要写入的' }).waitFor()
    await page.getByRole('button', { name: /表和列/ }).click()
    await page.getByLabel('入住总数').selectOption({ label: '户数' })
    await page.getByRole('status').filter({ hasText: '改动 1 个' }).waitFor()
    await page.getByRole('button', { name: '重新选择文件' }).click()
    await bring(page, path)
    await page.getByRole('status').filter({ hasText: '改动 1 个' }).waitFor()
  })

  test('高德坐标的图形：说出整体偏移，地图上两种位置并排，选定以后才能导入；对不上的手工指定', {
    timeout: 90_000,
  }, async () => {
    const { features } = (await (await exported('geojson')).json()) as FeatureCollection<MultiPolygon | null>
    const off = features
      .filter(({ geometry }) => geometry)
      .slice(0, 40)
      .map(({ properties, geometry }, i) => ({
        type: 'Feature' as const,
        properties: i === 3 ? { 小区名称: '说不清的院子' } : { 编号: properties?.编号, 小区名称: properties?.小区名称 },
        geometry: gcoord.transform(structuredClone(geometry) as never, gcoord.WGS84, gcoord.GCJ02) as MultiPolygon,
      }))
    const page = await desk()
    await bring(page, shapesFile('gcj.geojson', off))
    await page.getByText('图形整体偏移').waitFor()
    await page.getByText('还原后与已有图形吻合').waitFor()
    await keep(page, 'imports-datum')
    expect(await confirm(page).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '按“高德、腾讯地图”导入' }).click()
    await expect.poll(() => confirm(page).isEnabled()).toBe(true)
    await page
      .getByRole('listitem')
      .getByRole('button', { name: /核对差异/ })
      .click()
    const strange = page.getByRole('listitem').filter({ hasText: '说不清的院子' })
    await strange.getByRole('textbox').fill(String(features[3]?.properties?.编号))
    await page.getByRole('option').first().click()
    await strange.waitFor({ state: 'detached' })
  })

  test('自相交的图形：看过修复的样子，接受了才能导入', { timeout: 60_000 }, async () => {
    const { features } = (await (await exported('geojson')).json()) as FeatureCollection<MultiPolygon | null>
    const one = features.find(({ geometry }) => geometry)!
    const [lon = 0, lat = 0] = one.geometry!.coordinates[0]![0]![0]!
    const bow = [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ].map(([x = 0, y = 0]) => [lon + x / 1500, lat + y / 1500])
    const page = await desk()
    await bring(
      page,
      shapesFile('bow.geojson', [
        {
          type: 'Feature',
          properties: { 编号: one.properties?.编号 },
          geometry: { type: 'Polygon', coordinates: [bow] },
        },
      ]),
    )
    await page.getByText('边界自相交').waitFor()
    await page.getByRole('button', { name: /位置/ }).first().click()
    const accept = page.getByRole('button', { name: '接受修复' })
    expect(await accept.isDisabled()).toBe(true)
    await page.getByRole('button', { name: '查看' }).click()
    await keep(page, 'imports-repair')
    await accept.click()
    await page.getByText('已接受修复').waitFor()
    await expect.poll(() => confirm(page).isEnabled()).toBe(true)
  })
}
