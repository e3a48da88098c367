import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Browser, chromium } from 'playwright-core'
import { copiedDatabase } from './database.ts'
import { dayStepRows } from './day-steps.ts'
import { post } from './http.ts'
import { type Database, openWall } from './open-wall.ts'
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
    if (run.wants('P10')) rows.push(...(await onDatabase(10_000, (...given) => dayStepRows(browser, ...given))))
    return rows
  } finally {
    await browser.close()
  }
}

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
