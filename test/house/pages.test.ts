import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HOME } from '../helpers/sources.ts'

const pages = [
  'README.md',
  'README.zh-CN.md',
  ...readdirSync(join(HOME, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]

test.each(pages)('every path that %s names exists', page => {
  const text = readFileSync(join(HOME, page), 'utf8')
  const named = [...text.matchAll(/`((?:core|server|web|data|migrations|scripts|test|docs|deploy)\/[\w./-]+)`/g)].map(
    match => match[1]!,
  )
  expect(named.filter(path => !existsSync(join(HOME, path)))).toEqual([])
})
