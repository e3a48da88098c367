import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HOME, sources } from '../helpers/sources.ts'

const lines = sources('core', 'server', 'web', 'scripts')
  .map(file => ({ file, lines: readFileSync(join(HOME, file), 'utf8').split('\n').length }))
  .sort((a, b) => a.lines - b.lines)

test('no file has more than 300 lines, nine in ten fewer than 200, half of them fewer than 80', () => {
  expect(lines.filter(each => each.lines > 300)).toEqual([])
  expect(lines[Math.floor(lines.length * 0.9)]!.lines).toBeLessThan(200)
  expect(lines[Math.floor(lines.length * 0.5)]!.lines).toBeLessThan(80)
})
