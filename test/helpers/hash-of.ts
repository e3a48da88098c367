import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { HOME } from './sources.ts'

/** Sixteen letters that change when any of these files does, or any file below these folders. */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesOf)) hash.update(path).update(readFileSync(join(HOME, path)))
  return hash.digest('hex').slice(0, 16)
}

const filesOf = (path: string): string[] =>
  statSync(join(HOME, path)).isDirectory()
    ? readdirSync(join(HOME, path))
        .sort()
        .flatMap(name => filesOf(join(path, name)))
    : [path]
