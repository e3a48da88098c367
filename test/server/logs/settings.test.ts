import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { makeSpeech } from '../../../server/logs/speech.ts'

test('what may read the figures are addresses and networks, and nothing else', () => {
  const { metrics_allow, log_level, slow_query_ms } = readConfig({ METRICS_ALLOW: '10.1.0.0/16, 2001:db8::7' })
  expect(metrics_allow).toEqual(['10.1.0.0/16', '2001:db8::7'])
  expect({ log_level, slow_query_ms }).toEqual({ log_level: 'warn', slow_query_ms: 500 })
  for (const wrong of ['10.1.0.300', '10.1.0.0/33', '2001:db8::/129', '10.1', 'prometheus', '10.1.0.0/16/2'])
    expect(() => readConfig({ METRICS_ALLOW: wrong }), wrong).toThrow('METRICS_ALLOW')
  expect(() => readConfig({ LOG_LEVEL: 'loud' })).toThrow('LOG_LEVEL')
})

test('an address of the database that cannot be read is refused without being repeated', () => {
  const wrong = { DATABASE_URL: 'postgres://county:pa/ss[word@db/fullcover' }
  expect(() => readConfig(wrong)).toThrow(/DATABASE_URL(?!.*word)/)
})

test('where a log is kept, the first administrator’s link lies in a file for its owner alone and is not in the log', () => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-link-'))
  const lines: string[] = []
  const { say, tellFirstLink } = makeSpeech({ write: line => lines.push(line) }, { data_dir, is_terminal: false })
  const path = join(data_dir, 'first-administrator.txt')
  say('[4/4] 已就绪')
  tellFirstLink('http://map/sign-in?first=SecretToken')
  expect(readFileSync(path, 'utf8')).toBe('http://map/sign-in?first=SecretToken\n')
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(lines.map(line => JSON.parse(line))).toEqual([
    { level: 'info', time: expect.any(String), msg: '[4/4] 已就绪' },
    { level: 'info', time: expect.any(String), msg: expect.stringContaining(path) },
  ])
  expect(lines.join()).not.toContain('SecretToken')
  tellFirstLink(null)
  expect(existsSync(path)).toBe(false)
  rmSync(data_dir, { recursive: true })
})
