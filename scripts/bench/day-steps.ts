import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { build } from 'vite'
import { extentOf, planHeads } from '../../server/plans/plans.queries.ts'
import { type Database, openWall } from './open-wall.ts'
import { median } from './rounds.ts'
import { type Row, say } from './row.ts'
import type { Shell } from './shell-process.ts'

const STEPS = 365
const ROUNDS = 5
/** The whole wall draws far more than the bare map, with the processor alone for a second or two each time. */
const WALL_STEPS = 60
/** setFilter has every tile made again, so that a few of its steps say as much as many. */
const FILTER_STEPS = 12
const VIEWPORT = { width: 1280, height: 720 }
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
}

/** P10: a day step of 10,000 compounds by state and by setFilter, in turn on one map; and the whole wall's step beside them. */
export async function dayStepRows(browser: Browser, shell: Shell, database: Database): Promise<Row[]> {
  const map = await openMap(browser, shell, database)
  const session = await map.context().newCDPSession(map)
  await session.send('Performance.enable')
  const spent = { state: [] as number[], filter: [] as number[] }
  let longest = 0
  for (let round = 0; round < ROUNDS; round++)
    for (const way of ['state', 'filter'] as const) {
      const days = Array.from({ length: STEPS / ROUNDS }, (_, i) => round * (STEPS / ROUNDS) + i)
      if (way === 'filter') days.length = FILTER_STEPS
      await map.evaluate(by => Reflect.get(window, 'show')(by), way)
      const tasks = await taskMilliseconds(map, session, days, day =>
        map.evaluate(([by, at]) => Reflect.get(window, 'step')[by!](at), [way, day] as const),
      )
      spent[way].push(tasks.total / days.length)
      if (way === 'state') longest = Math.max(longest, tasks.longest)
    }
  await map.close()
  const whole = await wallSteps(browser, shell, database)
  const [ours, peer] = [median(spent.state), median(spent.filter)]
  return [
    {
      id: 'P10',
      what: 'one day step, 10,000 compounds, main thread: state against setFilter',
      ours: say(ours, 'ms'),
      peer: say(peer, 'ms'),
      ratio: ours / peer,
      goal: '≤ 0.5×',
      met: ours / peer <= 0.5,
      note: 'software GL',
    },
    {
      id: 'P10',
      what: `longest task in ${STEPS} steps of the map`,
      ours: say(longest, 'ms'),
      peer: '',
      ratio: null,
      goal: '≤ 50 ms',
      met: longest <= 50,
    },
    {
      id: 'P10',
      what: 'the whole wall’s step: map, curve, ranking and every figure',
      ours: say(whole.total / WALL_STEPS, 'ms'),
      peer: '',
      ratio: null,
      goal: '–',
      met: null,
      note: `longest task ${say(whole.longest, 'ms')}, ${whole.long} above 50 ms`,
    },
  ]
}

/** The bare map, built for this run and served under the server's own address. */
async function openMap(browser: Browser, { address }: Shell, { connection: { db }, plans }: Database): Promise<Page> {
  const out = mkdtempSync(join(tmpdir(), 'fullcover-day-steps-'))
  await build({
    root: join(import.meta.dirname, 'day-steps'),
    base: '/bench/',
    configFile: false,
    logLevel: 'error',
    build: { outDir: out, emptyOutDir: true },
  })
  const page = await browser.newPage({ viewport: VIEWPORT })
  page.on('close', () => rmSync(out, { recursive: true, force: true }))
  await page.route('**/bench/**', route => {
    const name = new URL(route.request().url()).pathname.replace('/bench/', '')
    return route.fulfill({
      body: readFileSync(join(out, name)),
      contentType: TYPES[extname(name)] ?? 'application/octet-stream',
    })
  })
  const [head] = await planHeads(db, plans[0]!)
  await page.goto(
    `${address}/bench/index.html?plan=${head!.id}&revision=${head!.geometry_revision}&bbox=${await extentOf(db, plans[0]!)}`,
  )
  await page.waitForFunction(() => Reflect.has(window, 'step'), undefined, { timeout: 120_000 })
  return page
}

async function wallSteps(browser: Browser, shell: Shell, { plans }: Database) {
  const page = await openWall(browser, shell, plans[0]!)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.keyboard.press('Home')
  await wait(2000)
  const days = Array.from({ length: WALL_STEPS }, (_, i) => i)
  const tasks = await taskMilliseconds(page, session, days, () => page.keyboard.press('ArrowRight'))
  await page.close()
  return tasks
}

/** Main-thread task time of one act a day, two frames apart, and the longest task among them (0 where none passed 50 ms). */
async function taskMilliseconds(
  page: Page,
  session: CDPSession,
  days: number[],
  act: (day: number) => Promise<unknown>,
) {
  await page.evaluate(() => {
    const tasks: number[] = []
    Reflect.set(window, 'tasks', tasks)
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))).observe({
      type: 'longtask',
    })
  })
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  const before = await spent()
  for (const day of days) {
    await act(day)
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    await page.evaluate(() => Reflect.get(window, 'settled')?.())
  }
  const total = (await spent()) - before
  const tasks = await page.evaluate(() => Reflect.get(window, 'tasks') as number[])
  return { total, longest: Math.max(0, ...tasks), long: tasks.length }
}
