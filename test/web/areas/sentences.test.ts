import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AREA_ISSUE_CODES } from '#core/areas/issues.ts'
import areas from '../../../web/locales/zh-CN/areas.ts'

const HOME = join(import.meta.dirname, '../../../web/areas')
const text = readdirSync(HOME)
  .map(name => readFileSync(join(HOME, name), 'utf8'))
  .join('\n')

const found = (path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], { areas })

test('界面上用到的每一句话都在', () => {
  const whole = [...text.matchAll(/['"`](areas\.[\w.]+[\w])['"`]/g)].map(match => match[1]!)
  expect(whole.length).toBeGreaterThan(100)
  expect([...new Set(whole)].filter(path => typeof found(path) !== 'string')).toEqual([])
})

test('按名字取的话，整组都在', () => {
  const groups = [...text.matchAll(/`(areas\.[\w.]+?)[._]\$\{/g)].map(match => match[1]!)
  expect(groups.length).toBeGreaterThan(10)
  expect([...new Set(groups)].filter(path => path !== 'areas.form.title' && typeof found(path) !== 'object')).toEqual(
    [],
  )
  for (const code of AREA_ISSUE_CODES) expect(areas.issues[code]).toMatch(/。$/)
})
