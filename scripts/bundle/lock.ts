import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One package of the lock: where it lies, and what it asks for. */
export interface Locked {
  /** Its folder, from the checkout's root. */
  path: string
  name: string
  version: string
  license: string | undefined
  integrity: string | undefined
  dev: boolean
  optional: boolean
  os: string[] | undefined
  cpu: string[] | undefined
  dependencies: string[]
}

interface Entry {
  version?: string
  license?: string
  integrity?: string
  dev?: boolean
  devOptional?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** The packages of a lock file (package-lock.json, or the one npm keeps of what it installed). */
export function readLock(file: string): Map<string, Locked> {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }
  const listed = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'))
  return new Map(listed.map(([path, entry]) => [path, locked(path, entry)]))
}

const locked = (path: string, entry: Entry): Locked => ({
  path,
  name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  version: entry.version ?? '',
  license: entry.license,
  integrity: entry.integrity,
  dev: entry.dev === true || entry.devOptional === true,
  optional: entry.optional === true,
  os: entry.os,
  cpu: entry.cpu,
  dependencies: Object.keys({
    ...entry.dependencies,
    ...entry.optionalDependencies,
    ...entry.peerDependencies,
  }),
})

/** What the server needs on 64-bit Linux: neither what only building and testing need, nor another machine's programs. */
export const forServer = (lock: Map<string, Locked>): Locked[] =>
  [...lock.values()].filter(
    ({ dev, name, os, cpu }) =>
      !dev && !/^node-(linux|win)-/.test(name) && (os?.includes('linux') ?? true) && (cpu?.includes('x64') ?? true),
  )

/** The packages named, and whatever those ask for: each as npm would find it. */
export function withDependencies(lock: Map<string, Locked>, names: readonly string[]): Locked[] {
  const found = new Map<string, Locked>()
  const add = (name: string, from: string): void => {
    for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
      const one = lock.get(at ? `${at}/node_modules/${name}` : `node_modules/${name}`)
      if (!one && at) continue
      if (!one || found.has(one.path)) return
      found.set(one.path, one)
      for (const each of one.dependencies) add(each, one.path)
      return
    }
  }
  for (const name of names) add(name, '')
  return [...found.values()]
}

/** Packages that lie there in another version than the lock names, or not at all. */
export function strayFrom(home: string, needed: readonly Locked[]): string[] {
  const installed = readLock(join(home, 'node_modules/.package-lock.json'))
  return needed
    .filter(({ path, integrity, optional }) => {
      const there = installed.get(path)
      return there ? there.integrity !== integrity : !optional
    })
    .map(({ name, version }) => `${name} ${version}`)
}
