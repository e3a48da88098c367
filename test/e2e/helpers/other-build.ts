import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOME } from '../../helpers/sources.ts'

/** The pages as they were built, or as if anything in them had changed since: then every file has another hash in its name. */
export function buildsOf(kind: 'this' | 'next'): string {
  const folder = mkdtempSync(join(tmpdir(), `fullcover-${kind}-build-`))
  cpSync(join(HOME, 'dist'), folder, { recursive: true })
  if (kind === 'this') return folder
  const assets = join(folder, 'assets')
  const names = readdirSync(assets).filter(name => /-[\w-]{8}\.(js|css)$/.test(name))
  const next = new Map(
    names.map(name => [name, name.replace(/-[\w-]{8}\.(js|css)$/, (hash, type) => `-${turned(hash)}.${type}`)]),
  )
  const all = new RegExp(names.map(name => name.replaceAll('.', '\\.')).join('|'), 'g')
  const renamed = (path: string) =>
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replaceAll(all, name => next.get(name)!),
    )
  renamed(join(folder, 'index.html'))
  for (const name of names) {
    renamed(join(assets, name))
    renameSync(join(assets, name), join(assets, next.get(name)!))
  }
  return folder
}

/** The eight characters of a hash, the other way round. */
const turned = (hash: string) => [...hash.slice(1, 9)].reverse().join('')
