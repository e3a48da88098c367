import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HOME } from '../helpers/sources.ts'

const lives = readdirSync(join(HOME, 'docs')).filter(name => name.startsWith('life-of-'))

test.each(lives)('every file that docs/%s names is there', name => {
  const text = readFileSync(join(HOME, 'docs', name), 'utf8')
  const named = [...text.matchAll(/`([a-z]+\/[\w./-]+)`/g)].map(([, path]) => path!)
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(path => !existsSync(join(HOME, path)))).toEqual([])
})
