import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export const HOME = join(import.meta.dirname, '../..')

/** Every source file under some folders, by its path from the top. */
export const sources = (...folders: string[]): string[] =>
  folders.flatMap(folder =>
    readdirSync(join(HOME, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|vue)$/.test(name))
      .map(name => join(folder, name)),
  )
