import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { copiedDatabase } from './database.ts'
import { post } from './http.ts'
import { TO } from './plan.ts'
import { median, quantile } from './rounds.ts'
import { type Row, say } from './row.ts'
import type { Run } from './run.ts'
import { openShell, type Shell } from './shell-process.ts'

const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** P5 and P10: an observation on an open wall, and the playhead's day steps, in Chromium on the built pages. */
export async function wall(run: Run): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
  try {
    const rows: Row[] = []
    if (run.wants('P5')) rows.push(...(await onDatabase(229, (...given) => liveRows(browser, run, ...given))))
    if (run.wants('P10')) rows.push(...(await onDatabase(10_000, (...given) => stepRows(browser, ...given))))
    return rows
  } finally {
    await browser.close()
  }
}

type Database = Awaited<ReturnType<typeof copiedDatabase>>

async function onDatabase(count: number, work: (shell: Shell, database: Database) => Promise<Row[]>): Promise<Row[]> {
  const database = await copiedDatabase(1, count)
  const shell = await openShell(database.url)
  try {
    return await work(shell, database)
  } finally {
    await shell.close()
    await database.connection.close()
  }
}

async function openWall(browser: Browser, { address }: Shell, plan: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await page.goto(`${address}/?plan=${plan}`)
  await page.waitForSelector('.headline .of', { timeout: 60_000 })
  await wait(3000)
  return page
}

async function liveRows(
  browser: Browser,
  { quick }: Run,
  shell: Shell,
  { connection: { db }, plans }: Database,
): Promise<Row[]> {
  const plan = plans[0]!
  const { rows: compounds } = await sql<{ id: number; covered: boolean }>`
    select r.subject as id, coalesce(m.value <> 'none', false) as covered from standing r
    left join standing m on m.subject = r.subject and m.indicator = 'management' and m.basis = 'reported' and m.to_on = 'infinity'
    where r.plan = ${plan} and r.indicator = 'roster' and r.basis = 'reported' and r.to_on = 'infinity' order by 1`.execute(
    db,
  )
  const page = await openWall(browser, shell, plan)
  let shown: (at: number) => void = () => {}
  await page.exposeFunction('shown', (at: number) => shown(at))
  await page.evaluate(() => {
    const headline = document.querySelector('.headline')!
    const told = () => headline.querySelector('.of')?.textContent ?? ''
    let before = told()
    new MutationObserver(() => {
      const now = told()
      if (now === before) return
      before = now
      requestAnimationFrame(() => Reflect.get(window, 'shown')(performance.timeOrigin + performance.now()))
    }).observe(headline, { subtree: true, childList: true, characterData: true })
  })
  const times: number[] = []
  let missed = 0
  const count = quick ? 50 : 1000
  for (let i = 0; i < count; i++) {
    const compound = compounds[i % compounds.length]!
    const { id } = compound
    compound.covered = !compound.covered
    const value = compound.covered ? 'professional' : 'none'
    const seen = new Promise<number>(resolve => (shown = resolve))
    const { status } = await post(`${shell.address}/api/plans/${plan}/observations`, {
      subject: id,
      indicator: 'management',
      value,
      effective_on: TO,
    })
    const committed = performance.timeOrigin + performance.now()
    if (status !== 201) throw new Error(`the observation was answered ${status}`)
    const at = await Promise.race([seen, wait(3000).then(() => null)])
    if (at === null) missed += 1
    else times.push(Math.max(0, at - committed))
  }
  await page.close()
  return [
    {
      id: 'P5',
      what: 'observation committed → drawn on an open wall',
      ours: say(median(times), 'ms'),
      peer: '',
      ratio: null,
      goal: '≤ 250 ms',
      met: median(times) <= 250,
      note: `p95 ${say(quantile(times, 0.95), 'ms')}, software GL`,
    },
    {
      id: 'P5',
      what: `missed of ${times.length + missed}`,
      ours: String(missed),
      peer: '',
      ratio: null,
      goal: '0',
      met: missed === 0,
    },
  ]
}

const STEPS = 365

async function stepRows(browser: Browser, shell: Shell, { plans }: Database): Promise<Row[]> {
  const page = await openWall(browser, shell, plans[0]!)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.keyboard.press('Home')
  await wait(2000)
  const steps = await taskMilliseconds(page, session, STEPS, async () => void (await page.keyboard.press('ArrowRight')))
  await page.close()
  const per_step = steps.total / STEPS
  return [
    {
      id: 'P10',
      what: 'one day step, 10,000 compounds, main thread (map, curve, ranking, all figures)',
      ours: say(per_step, 'ms'),
      peer: 'setFilter not measured',
      ratio: null,
      goal: '≤ 0.5×',
      met: null,
    },
    {
      id: 'P10',
      what: `longest task in ${STEPS} steps`,
      ours: say(steps.longest, 'ms'),
      peer: '',
      ratio: null,
      goal: '≤ 50 ms',
      met: steps.longest <= 50,
      note: `${steps.long} tasks above 50 ms; software GL`,
    },
  ]
}

/** Main-thread task time of so many acts, two frames apart, and the longest task among them (0 where none passed 50 ms). */
async function taskMilliseconds(page: Page, session: CDPSession, count: number, act: () => Promise<void>) {
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
  for (let i = 0; i < count; i++) {
    await act()
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  }
  const total = (await spent()) - before
  const tasks = await page.evaluate(() => Reflect.get(window, 'tasks') as number[])
  return { total, longest: Math.max(0, ...tasks), long: tasks.length }
}
