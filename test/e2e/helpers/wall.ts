import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, onTestFailed, onTestFinished } from 'vitest'
import type { PlanSummary } from '../../../core/api/plans.ts'
import { CHROMIUM, hasChromium, launch } from '../../../scripts/capture/chromium.ts'
import { freePort, type Served, serve } from '../../../scripts/capture/serve.ts'
import { type Engine, POSTGRES_URL } from '../../helpers/engines.ts'
import { HOME } from '../../helpers/sources.ts'
import { demoFolder, emptyFolder } from './demo.ts'
import { type Guard, watchOver } from './guard.ts'
import { type OwnDatabase, ownDatabase } from './own-database.ts'

/** The middle of the map, clear of the panels and of the bar that comes when somebody stirs. */
export const MAP = { x: 460, y: 130, width: 500, height: 330 }

export const COUNTY = 'xx-county-2024'
/** Small, for software draws the map; what depends on the size asks for its own. */
const SIZE = { width: 1366, height: 768 }
/** Half the pixels each way: a quarter of what software has to draw. */
const SHARPNESS = 0.5
const ARTEFACTS = join(HOME, 'test/artefacts')

if (process.env.REQUIRE_ALL === '1' && !hasChromium)
  throw new Error(`there is no Chromium at ${CHROMIUM}, and every suite is required`)

/** A running server with the demo counties, and a browser before it. */
export interface Stage {
  origin(): string
  guard(): Guard
  /** The server alone: killed and started again on the same port and data. */
  kill(): Promise<void>
  restart(): Promise<void>
  /** The database of its own that the server runs on; there is none beside the embedded engine. */
  database(): OwnDatabase
  /** The wall as it stands when somebody comes to it. One page serves all tests, as one screen serves all meetings; with options of its own it is another page. */
  wall(query?: string, options?: BrowserContextOptions): Promise<Page>
  /** A page of its own, closed when the test ends. */
  page(path: string, options?: BrowserContextOptions): Promise<Page>
  /** Asks the API, as any other program would. */
  ask<T>(path: string): Promise<T>
}

/** Runs suites before a server started once for all of them; skipped where there is no Chromium. */
export const onStage = (engine: Engine, suites: (stage: Stage) => void): void => {
  const runs = hasChromium && (engine === 'pglite' || Boolean(POSTGRES_URL))
  describe.runIf(runs)(`the wall · ${engine}`, () => {
    let data_dir: string
    let server: Served
    let browser: Browser
    let context: BrowserContext
    let guard: Guard
    let database: OwnDatabase | null = null
    let port = 0
    let standing: Page | null = null

    const ask = async <T>(path: string): Promise<T> => (await fetch(`${server.origin}/api${path}`)).json()
    const start = async () => {
      server = await serve({ data_dir, port, database_url: database?.url })
    }
    beforeAll(async () => {
      if (!existsSync(join(HOME, 'dist/index.html'))) throw new Error('there are no pages in dist: build them first')
      mkdirSync(ARTEFACTS, { recursive: true })
      port = await freePort()
      if (engine === 'postgres') database = await ownDatabase()
      data_dir = engine === 'postgres' ? emptyFolder() : await demoFolder()
      await start()
      browser = await launch()
      context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: SHARPNESS })
      guard = watchOver(context, server.origin)
    }, 240_000)
    afterEach(() => guard.check())
    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      await database?.drop()
      rmSync(data_dir, { recursive: true, force: true })
    })

    const page = async (path: string, options?: BrowserContextOptions) => {
      const own = options
        ? await browser.newContext({ viewport: SIZE, deviceScaleFactor: SHARPNESS, ...options })
        : null
      const watch = own ? watchOver(own, server.origin) : null
      const opened = await (own ?? context).newPage()
      onTestFinished(async () => {
        await opened.close()
        await own?.close()
        watch?.check()
      })
      await opened.goto(server.origin + path)
      await opened.getByRole('heading', { level: 1 }).waitFor()
      return opened
    }
    const wall = async (query = `plan=${COUNTY}`, options?: BrowserContextOptions) => {
      if (options) return page(`/?${query}`, options)
      if (!standing) {
        standing = await context.newPage()
        await standing.goto(`${server.origin}/?${query}`)
        await standing.getByRole('slider').waitFor()
      }
      const found = standing
      onTestFailed(async () => {
        standing = null
        await found.close()
      })
      await leaveAsFound(found, query)
      const { place } = (await ask<PlanSummary[]>('/plans')).find(({ id }) => query.includes(id))!
      await found.getByRole('heading', { level: 1, name: place }).waitFor()
      return found
    }
    suites({
      origin: () => server.origin,
      guard: () => guard,
      kill: () => server.stop('SIGKILL'),
      restart: start,
      database: () => database!,
      page,
      wall,
      ask,
    })
  })
}

/** Closes what the last test opened, returns to today, and goes where the next begins, all without a reload. */
const leaveAsFound = async (page: Page, query: string) => {
  for (let i = 0; i < 4; i++) await page.keyboard.press('Escape')
  await page.keyboard.press('End')
  await page.getByRole('status').filter({ hasText: '节点任务' }).waitFor({ state: 'detached' })
  await page.waitForURL(url => !url.searchParams.has('day') && !url.searchParams.has('scope'))
  await page.evaluate(address => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    history.pushState(history.state, '', address)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, `/?${query}`)
  await page.getByRole('slider').waitFor()
}

/** Keeps a picture of the screen for people to look at. */
export const keep = (page: Page, name: string) => page.screenshot({ path: join(ARTEFACTS, `${name}.png`) })
