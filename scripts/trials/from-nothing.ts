import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Machine, makeDisk, switchOn } from './from-nothing/machine.ts'
import { type Answer, askOutside } from './from-nothing/outside.ts'
import { stepsOf } from './from-nothing/page-commands.ts'

const USAGE = `node scripts/trials/from-nothing.ts --bundles DIR [--work DIR] [--accel kvm|tcg]
  Types docs/deploy.md into a bare Debian 12 that reaches no network, looks from outside, and switches it off and on again.
  DIR holds what "npm run bundle -- --packages" made. Needs root, debootstrap, qemu-system-x86_64, and a Debian mirror for the bare system.
  Inside a virtual machine KVM may not carry Debian's kernel: then --accel tcg, which takes half an hour.`

const NAME = 'fullcover.example.gov.cn'
const page = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8')
const say = (line: string) => process.stdout.write(`${line}\n`)
const began = performance.now()
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`
let failed = 0
/** What is looked at when the server does not come. */
const WHY =
  'systemctl status fullcover --no-pager -l; tail -40 /var/log/fullcover/server.log; journalctl -k --no-pager | tail -20'

const { values } = parseArgs({
  options: {
    bundles: { type: 'string', default: 'bundles' },
    work: { type: 'string', default: join(tmpdir(), 'fullcover-from-nothing') },
    accel: { type: 'string', default: existsSync('/dev/kvm') ? 'kvm' : 'tcg' },
  },
})
/** An emulated processor is many times slower. */
const READY_S = values.accel === 'kvm' ? 120 : 600
const missing = ['debootstrap', 'qemu-system-x86_64', 'mkfs.ext4', 'ssh'].filter(
  program => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0,
)
const bundles = resolve(values.bundles)
const files = existsSync(bundles)
  ? readdirSync(bundles).filter(name => /^fullcover-.*(\.tar|\.gz|\.sha256)$/.test(name))
  : []
if (process.getuid?.() !== 0) missing.push('root')
if (files.length < 4) missing.push(`both archives in ${bundles}`)
if (missing.length > 0) {
  say(`Missing: ${missing.join(', ')}.\n${USAGE}`)
  process.exit(2)
}

const work = resolve(values.work)
mkdirSync(work, { recursive: true })
say('making the bare machine')
makeDisk(
  work,
  files.map(name => join(bundles, name)),
)
let machine = switchOn(work, values.accel)
process.on('SIGINT', () => {
  machine.off()
  process.exit(130)
})
try {
  await machine.up()
  say(`it is up (${seconds()})`)
  await typePage(machine)
  await lookFromOutside(machine)
  await lookInside(machine)
  await machine.run('systemctl poweroff', () => {}).catch(() => {})
  await off(machine)
  machine = switchOn(work, values.accel)
  await machine.up()
  say(`switched off and on again (${seconds()})`)
  await lookFromOutside(machine)
} finally {
  machine.off()
}
say(failed === 0 ? `all as it must be (${seconds()})` : `${failed} not as it must be`)
process.exitCode = failed === 0 ? 0 : 1

/** All boxes go into one shell, as whoever follows the page has one. */
async function typePage(on: Machine): Promise<void> {
  const steps = stepsOf(page, 'offline')
  const script = steps.map(({ title, commands }) => `echo '### ${title}'\n${commands}`).join('')
  const code = await on.run(`set -eo pipefail\n${script}`, text => process.stdout.write(text))
  if (code !== 0) failed += 1
  say(code === 0 ? `the page was typed (${seconds()})` : `BROKEN: the page's commands ended with ${code}`)
}

async function lookFromOutside(on: Machine): Promise<void> {
  const isReady = await check(`the page is ready within ${READY_S} s`, readyAgain)
  if (!isReady) {
    await on.run(WHY, text => process.stdout.write(text))
    return
  }
  await check('the wall opens', async () => expect(await askOutside(NAME, '/'), 200, /<html/))
  await check('metrics are not given outside', async () => expect(await askOutside(NAME, '/metrics'), 404))
  await check('nobody outside is taken for somebody at the machine', async () =>
    expect(await askOutside(NAME, '/api/operations', { 'x-forwarded-for': '127.0.0.1' }), 403),
  )
  const { id } = (JSON.parse((await askOutside(NAME, '/api/plans')).body) as { id: string }[])[0]!
  await check('events come at once', async () => {
    const answer = await askOutside(NAME, `/api/plans/${id}/events`, { accept: 'text/event-stream' })
    expect(answer, 200, /data:/)
  })
  await check('the second to ask for a tile gets the kept copy', async () => {
    const { tiles } = JSON.parse((await askOutside(NAME, `/api/plans/${id}/tiles.json`)).body) as { tiles: string[] }
    if (!tiles[0]!.startsWith(`https://${NAME}/`)) throw new Error(`tiles are said to be at ${tiles[0]}`)
    const path = new URL(tiles[0]!.replace('{z}/{x}/{y}', '9/415/203')).pathname
    await askOutside(NAME, path)
    const again = await askOutside(NAME, path)
    if (again.headers['x-cache'] !== 'HIT') throw new Error(`${again.status}, X-Cache ${again.headers['x-cache']}`)
  })
}

async function readyAgain(): Promise<void> {
  const until = performance.now() + READY_S * 1000
  for (;;) {
    const answer = await askOutside(NAME, '/api/ready').catch(() => null)
    if (answer?.status === 200) return
    if (performance.now() > until) throw new Error(`${answer?.status} ${answer?.body}`)
    await new Promise(wait => setTimeout(wait, 1000))
  }
}

async function lookInside(on: Machine): Promise<void> {
  const inside = (name: string, script: string) =>
    check(name, async () => {
      let said = ''
      const code = await on.run(`set -e\n${script}`, text => {
        said += text
      })
      if (code !== 0) throw new Error(said)
    })
  await inside('the timer stands', 'systemctl list-timers --all | grep -q fullcover-backup')
  await inside('a whole backup lies there', 'fullcover backup --check')
  await inside(
    'logs turn over and go on',
    'logrotate -f /etc/logrotate.d/fullcover; ls /var/log/fullcover/access.log-*; ls -l /var/log/fullcover',
  )
  await inside(
    'a killed server is started again',
    'systemctl kill -s KILL fullcover; sleep 12; systemctl is-active fullcover',
  )
  await inside('the service may write only where it should', 'systemd-analyze security fullcover --no-pager | tail -1')
}

async function off(on: Machine): Promise<void> {
  await new Promise(wait => setTimeout(wait, 20_000))
  on.off()
  await new Promise(wait => setTimeout(wait, 1000))
}

async function check(what: string, look: () => Promise<void>): Promise<boolean> {
  try {
    await look()
    say(`  well   ${what}`)
    return true
  } catch (error) {
    failed += 1
    say(`  BROKEN ${what}: ${(error as Error).message}`)
    return false
  }
}

function expect(answer: Answer, status: number, body = /(?:)/): void {
  if (answer.status !== status || !body.test(answer.body))
    throw new Error(`${answer.status} ${answer.body.slice(0, 200)}`)
}
