import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Uses an unpacked archive as its first user would; run by smoke.ts where there is no network. */
const folder = process.argv[2]!
const PLACE = 'http://127.0.0.1:8080'
const LONGEST_START_MS = 180_000
const say = (line: string) => process.stdout.write(`  ${line}\n`)

const others = Object.keys(networkInterfaces()).filter(name => name !== 'lo')
if (others.length > 0) throw new Error(`there is a network: ${others}`)

const began = performance.now()
const server = spawn(join(folder, 'fullcover'), ['start'], { stdio: ['ignore', 'ignore', 'inherit'] })
try {
  await readyOf(server)
  say(`已就绪，用了 ${((performance.now() - began) / 1000).toFixed(1)} 秒`)
  const page = await (await ask('/')).text()
  const asset = /(?:src|href)="(\/assets\/[^"]+)"/.exec(page)?.[1]
  if (!asset) throw new Error('首页没有指向任何 /assets/ 文件')
  say(`首页和 ${asset}（${(await (await ask(asset)).arrayBuffer()).byteLength} 字节）`)
  const { total } = (await (await ask('/api/plans/xx-county-2024/progress')).json()) as {
    total: { covered: number; total: number }
  }
  if (!(total.total > 0)) throw new Error('演示方案里没有小区')
  say(`演示方案：${total.total} 个小区，已覆盖 ${total.covered} 个`)
  say(`图块 ${(await tile()).byteLength} 字节`)
  await run('doctor')
  await run('backup')
  server.kill('SIGTERM')
  const [code] = await once(server, 'exit')
  if (code !== 0) throw new Error(`SIGTERM 之后的退出码是 ${code}`)
  say('SIGTERM 之后正常停止')
} finally {
  server.kill('SIGKILL')
}

async function ask(path: string): Promise<Response> {
  const answer = await fetch(new URL(path, PLACE))
  if (!answer.ok) throw new Error(`${path} 回答 ${answer.status}：${await answer.text()}`)
  return answer
}

async function readyOf(child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`服务没有启动，退出码 ${child.exitCode}`)
    if (performance.now() - began > LONGEST_START_MS) throw new Error('三分钟内没有就绪')
    const answer = await fetch(`${PLACE}/api/ready`).catch(() => null)
    if (answer?.ok) return
    await setTimeout(500)
  }
}

/** The tile in the middle of the demo county, at the zoom of a town. */
async function tile(): Promise<ArrayBuffer> {
  const { tiles, bounds } = (await (await ask('/api/plans/xx-county-2024/tiles.json')).json()) as {
    tiles: string[]
    bounds: [number, number, number, number]
  }
  const [west, south, east, north] = bounds
  const z = 14
  const latitude = (((south + north) / 2) * Math.PI) / 180
  const x = Math.floor((((west + east) / 2 + 180) / 360) * 2 ** z)
  const y = Math.floor(((1 - Math.asinh(Math.tan(latitude)) / Math.PI) / 2) * 2 ** z)
  const path = new URL(tiles[0]!.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`)).pathname
  return (await ask(path)).arrayBuffer()
}

async function run(word: string): Promise<void> {
  const child = spawn(join(folder, 'fullcover'), [word], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`./fullcover ${word} 的退出码是 ${code}：\n${said}`)
  say(`./fullcover ${word}：${said.trim().split('\n').at(-1)}`)
}
