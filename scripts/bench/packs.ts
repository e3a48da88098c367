import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Closing } from '../../core/api/closings.ts'
import { launch } from '../capture/chromium.ts'
import { freePort, type Served, serve } from '../capture/serve.ts'
import { median } from './rounds.ts'
import { type Row, say } from './row.ts'
import type { Run } from './run.ts'

const PLAN = 'xx-county-2024'
const GOAL_S = 10

interface Pass {
  seconds: number
  /** When each part had come, from the click on. */
  parts: { name: string; at: number }[]
  server: number
}

/** P21: a pack without film of the demo's 229 compounds, from the click to the link; pictures made in Chromium, on the built pages. */
export async function packs({ quick }: Run): Promise<Row[]> {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-bench-packs-'))
  const server = await serve({ data_dir, port: await freePort() })
  const browser = await launch()
  try {
    await takeFigures(server)
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    await page.goto(`${server.origin}/desk/${PLAN}?panel=packs`)
    await page.getByText('包含本期回放影像').click()
    const passes: Pass[] = []
    for (let round = 0; round < (quick ? 2 : 4); round++) passes.push(await pack(page))
    const [first, ...others] = passes
    const seconds = median(others.map(each => each.seconds))
    const last = others.at(-1)!
    const parts = last.parts.map(({ name, at }, i) => `${name} ${(at - (last.parts[i - 1]?.at ?? 0)).toFixed(1)} s`)
    return [
      {
        id: 'P21',
        what: 'a pack without film, 229 compounds',
        ours: say(seconds, 's'),
        peer: '',
        ratio: null,
        goal: `< ${GOAL_S} s`,
        met: seconds < GOAL_S,
        note: `software draws the maps: ${parts.join(', ')}; the first one ${first!.seconds.toFixed(1)} s`,
      },
      {
        id: 'P21',
        what: 'of it, the zip on the server',
        ours: say(median(others.map(each => each.server)), 's'),
        peer: '',
        ratio: null,
        goal: '',
        met: null,
      },
    ]
  } finally {
    await browser.close()
    await server.stop()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

/** One click on the button, until the zip can be had. */
async function pack(page: Page): Promise<Pass> {
  const button = page.getByRole('button', { name: /打包全部资料|重新打包/ })
  await button.waitFor()
  const parts: Pass['parts'] = []
  let making = 0
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const made = page.waitForResponse(
    async answer => /\/packs\/\d+$/.test(answer.url()) && (await answer.json()).state === 'done',
    { timeout: 300_000 },
  )
  const brought = async (answer: { url(): string; request(): { method(): string } }) => {
    if (answer.request().method() === 'PUT') parts.push({ name: answer.url().split('/').at(-1)!, at: seconds() })
    if (answer.url().endsWith('/make')) making = seconds()
  }
  page.on('response', brought)
  await button.click()
  await made
  page.off('response', brought)
  return { seconds: seconds(), parts, server: seconds() - making }
}

/** Figures taken by two people: the machine itself proposes, the demo's office confirms. */
async function takeFigures({ origin }: Served): Promise<void> {
  const post = async (path: string, body?: object, cookie = '') => {
    const answer = await fetch(`${origin}/api${path}`, {
      method: 'POST',
      headers: { ...(body && { 'content-type': 'application/json' }), ...(cookie && { cookie }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer
  }
  const signed = await post('/session/demo', { role: 'office' })
  const said = { purpose: 'meeting', title: '十月推进会', from_on: '2024-10-01', as_of: '2024-10-16' }
  const { id } = (await (await post(`/plans/${PLAN}/closings`, said)).json()) as Closing
  await post(`/plans/${PLAN}/closings/${id}/confirm`, undefined, signed.headers.getSetCookie()[0]!.split(';')[0]!)
}
