import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { HOME, sources } from '../helpers/sources.ts'

/** Where each wing may reach; packages by name, folders of ours with a slash at the end. */
const MAY_IMPORT: Record<string, RegExp> = {
  core: /^(core\/|typebox|@turf\/turf|flatbush|jsts|geojson$)/,
  server: /^(core\/|server\/|scripts\/demo\/|node:|[@a-z])/,
  web: /^(core\/|web\/|[@a-z])/,
}

const files = sources('core', 'server', 'web')

test('core is pure, the server never reaches into web, web never into the server', () => {
  const wrong = files.flatMap(file =>
    importsOf(file)
      .filter(target => !allowed(file, target))
      .map(target => `${file} → ${target}`),
  )
  expect(wrong).toEqual([])
})

test('only the composition root loads the demo', () => {
  const loads = files.filter(file => importsOf(file).some(target => target.startsWith('scripts/')))
  expect(loads.filter(file => file !== 'server/main.ts')).toEqual([])
})

test('a noun may call another noun’s queries, never its routes', () => {
  const wrong = files
    .filter(file => file !== 'server/app.ts')
    .filter(file => importsOf(file).some(target => target.endsWith('.routes.ts')))
  expect(wrong).toEqual([])
})

test('map and ui know no noun', () => {
  const nouns = /^web\/(coverage|compounds|divisions|plans|playback|wall|live|pages)\//
  const wrong = files
    .filter(file => /^web\/(map|ui)\//.test(file))
    .flatMap(file =>
      importsOf(file)
        .filter(target => nouns.test(target))
        .map(target => `${file} → ${target}`),
    )
  expect(wrong).toEqual([])
})

function allowed(file: string, target: string): boolean {
  const wing = file.split('/')[0]!
  const other = ['core', 'server', 'web', 'scripts', 'test', 'data'].find(each => target.startsWith(`${each}/`))
  if (other && other !== wing && other !== 'core' && !(wing === 'server' && target.startsWith('scripts/demo/')))
    return false
  return MAY_IMPORT[wing]!.test(target)
}

/** What a file imports: our own files by their path from the top, packages by name. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(HOME, file), 'utf8')
  const imports = /^(?:import|export)\b.* from '([^']+)'|^\} from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm
  const found = [...text.matchAll(imports)].map(match => match.slice(1).find(each => each !== undefined)!)
  return found.map(target => {
    if (target.startsWith('#core/')) return `core/${target.slice(6)}`
    if (target.startsWith('.')) return relative(HOME, resolve(HOME, dirname(file), target)).split('?')[0]!
    return target
  })
}
