import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locked } from './lock.ts'

const TEXT = /^(licen[cs]e|copying|notice|unlicense)/i

/** Every package's name, version and licence, with the text that lies in it; a package twice in the tree is named once. */
export function licencesText(home: string, packages: readonly Locked[]): string {
  const once = new Map(packages.map(one => [`${one.name} ${one.version}`, one]))
  const parts = [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, one]) => part(home, title, one))
  return `Packages that Fullcover is made with, and their licences.\n\n${parts.join('\n')}`
}

function part(home: string, title: string, { path, license }: Locked): string {
  const folder = join(home, path)
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter(file => file.isFile() && TEXT.test(file.name))
    .map(file => readFileSync(join(folder, file.name), 'utf8').trim())
  const head = `${'='.repeat(80)}\n${title}\nLicence: ${license ?? 'as in the text'}\n${'='.repeat(80)}\n`
  return `${head}${texts.join('\n\n') || 'The package brings no text of its licence.'}\n`
}
