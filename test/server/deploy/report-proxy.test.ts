import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HOME } from '../../helpers/sources.ts'

const config = readFileSync(join(HOME, 'deploy/report-proxy.nginx.conf'), 'utf8')
const passed = [...config.matchAll(/location ~ (\S+) \{[^}]*proxy_pass/g)].map(([, pattern]) => new RegExp(pattern!))
const passes = (path: string) => passed.some(pattern => pattern.test(path))
const SHA = 'a'.repeat(64)

test.each([
  '/report',
  '/report-worker.js',
  '/sign-in',
  '/icon.svg',
  '/assets/index-J8HldmJU.js',
  '/api/session',
  '/api/session/links',
  '/api/session/password',
  '/api/plans',
  '/api/plans/xx-county-2024',
  '/api/plans/xx-county-2024/divisions',
  '/api/plans/xx-county-2024/ledger',
  '/api/plans/xx-county-2024/inbox',
  '/api/plans/xx-county-2024/files',
  `/api/plans/xx-county-2024/files/${SHA}`,
  '/api/plans/xx-county-2024/observations/batch',
])('the phone reaches %s', path => {
  expect(passes(path)).toBe(true)
})

test.each([
  '/',
  '/desk/xx-county-2024',
  '/admin',
  '/docs',
  '/openapi.json',
  '/api/session/demo',
  '/api/session/display',
  '/api/accounts',
  '/api/audit',
  '/api/plans/xx-county-2024/verdicts',
  '/api/plans/xx-county-2024/imports',
  '/api/plans/xx-county-2024/exports',
  '/api/plans/xx-county-2024/compounds/7/papers',
  `/api/plans/xx-county-2024/files/${SHA}/erase`,
  '/api/plans/xx-county-2024/areas/drafts',
  '/api/plans/xx-county-2024/events',
  '/report/../admin',
])('%s stays inside', path => {
  expect(passes(path)).toBe(false)
})

test('what is not named is refused, and uploads fit', () => {
  expect(config).toMatch(/location \/ \{ return 404; \}/)
  expect(config).toMatch(/client_max_body_size 51m/)
})
