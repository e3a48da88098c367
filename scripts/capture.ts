import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launch } from './capture/chromium.ts'
import { freePort, serve } from './capture/serve.ts'
import { settled } from './capture/settled.ts'

/** Draws the pictures of docs/pictures anew from the demo county. */
const PICTURES = join(import.meta.dirname, '../docs/pictures')
const PLAN = 'xx-county-2024'

interface Shot {
  name: string
  size: [number, number]
  path: string
  before?: (page: Page) => Promise<void>
}

const wall = `/?plan=${PLAN}`
const desk = `/desk/${PLAN}`
/** The demo county's first meeting, its figures closed. */
const scene = (id: string) => `/meetings/${PLAN}/1?scene=${id}`
const shots: Shot[] = [
  { name: 'wall-1920x1080', size: [1920, 1080], path: wall },
  { name: 'wall-3840x2160', size: [3840, 2160], path: wall },
  { name: 'wall-1366x768', size: [1366, 768], path: wall },
  { name: 'playback', size: [1280, 720], path: `${wall}&day=2024-06-29`, before: playToStamp },
  { name: 'compound', size: [1280, 720], path: wall, before: openCompound },
  { name: 'plan', size: [1200, 720], path: `/plans/${PLAN}` },
  { name: 'desk', size: [1366, 768], path: desk },
  { name: 'areas', size: [1366, 768], path: `${desk}?panel=areas` },
  { name: 'drawing', size: [1366, 768], path: `${desk}?panel=areas`, before: openDraft },
  { name: 'imports', size: [1366, 768], path: `${desk}?panel=imports` },
  { name: 'roster', size: [1366, 768], path: `${desk}?panel=roster` },
  { name: 'inbox', size: [1366, 768], path: `${desk}?panel=inbox` },
  { name: 'meetings', size: [1366, 768], path: `${desk}?panel=meetings` },
  { name: 'closings', size: [1366, 768], path: `${desk}?panel=closings` },
  { name: 'cases', size: [1366, 768], path: `${desk}?panel=cases` },
  { name: 'bulletins', size: [1366, 768], path: `${desk}?panel=bulletins` },
  { name: 'notices', size: [1366, 768], path: `${desk}?panel=notices` },
  { name: 'meeting-standing', size: [1920, 1080], path: scene('standing') },
  { name: 'meeting-replay', size: [1280, 720], path: scene('replay') },
  { name: 'meeting-ranking', size: [1280, 720], path: scene('ranking') },
  { name: 'meeting-outlook', size: [1280, 720], path: scene('outlook') },
  { name: 'meeting-site', size: [1280, 720], path: scene('site-1') },
  { name: 'meeting-cases', size: [1024, 768], path: scene('cases') },
  { name: 'report', size: [360, 640], path: `/report?plan=${PLAN}` },
  { name: 'traces', size: [1366, 768], path: '/admin?tab=traces' },
  { name: 'sign-in', size: [1366, 768], path: '/sign-in' },
]

const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-capture-'))
const server = await serve({ data_dir, port: await freePort() })
const browser = await launch()
try {
  mkdirSync(PICTURES, { recursive: true })
  for (const shot of shots) await take(browser, shot)
} finally {
  await browser.close()
  await server.stop()
  rmSync(data_dir, { recursive: true, force: true })
}

async function take(on: Browser, { name, size: [width, height], path, before }: Shot): Promise<void> {
  const page = await on.newPage({ viewport: { width, height } })
  await page.goto(server.origin + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
  await before?.(page)
  const file = join(PICTURES, `${name}.png`)
  await page.screenshot({ path: file })
  await page.close()
  process.stdout.write(`docs/pictures/${name}.png  ${Math.ceil(statSync(file).size / 1024)} KB\n`)
}

/** The film holds for a moment when a deadline passes: that is the picture. */
async function playToStamp(page: Page): Promise<void> {
  await page.keyboard.press('Space')
  await page.getByText('完成节点任务', { exact: true }).waitFor()
  await page.waitForTimeout(300)
}

/** A draft the office sent back, opened again. */
async function openDraft(page: Page): Promise<void> {
  await page.getByRole('button').filter({ hasText: '已退回' }).first().click()
  await page.getByRole('toolbar').first().waitFor()
  await settled(page)
}

async function openCompound(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('combobox').fill('粮食局')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 3 }).waitFor()
  await settled(page)
}
