import { expect, test } from 'vitest'
import type { Backup, Condition, Examination, Operations } from '#core/api/operations.ts'
import { backupState, verdictOf } from '#core/operations/verdict.ts'

const NOW = '2026-11-22T01:30:00.000Z'
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString()

const examined = (conditions: Record<string, Condition>, hours = 6): Examination => ({
  at: hoursAgo(hours),
  version: '0.1.0',
  engine: 'postgres',
  condition: 'well',
  took_ms: 900,
  findings: Object.entries(conditions).map(([check, condition]) => ({
    check,
    condition,
    found: condition === 'well' ? 0 : 3,
    sentence: '',
    examples: [],
    took_ms: 1,
  })),
})
const backup = (hours: number): Backup => ({
  name: '',
  made_at: hoursAgo(hours),
  reason: 'timer',
  engine: 'postgres',
  version: '0.1.0',
  schema: '',
  files: 1,
  bytes: 1,
  took_ms: 1,
})
const known = (more: Partial<Operations>) => ({ examination: null, backups: [backup(6)], failures: [], ...more })
const failed = (kind: 'backup' | 'examination') => ({ kind, at: hoursAgo(1), sentence: '磁盘空间不足' })

test('all found well and a backup of last night: all is well', () => {
  const found = verdictOf(known({ examination: examined({ areas_overlap: 'well', disk: 'well' }) }), NOW)
  expect(found).toEqual({ condition: 'well', ill: 0, poorly: 0, is_past: false })
})

test('what is dangerous goes before what somebody should look at; both are counted by things, not by faults', () => {
  const examination = examined({ seals: 'ill', disk: 'poorly', files: 'poorly', areas: 'well' })
  expect(verdictOf(known({ examination }), NOW)).toEqual({ condition: 'ill', ill: 1, poorly: 2, is_past: false })
})

test('a server nobody examined is neither well nor poorly, until something is known to be wrong', () => {
  expect(verdictOf(known({}), NOW).condition).toBe('unknown')
  expect(verdictOf(known({ backups: [] }), NOW)).toMatchObject({ condition: 'poorly', poorly: 1 })
})

test('nothing is called well for now that was examined the day before yesterday', () => {
  expect(verdictOf(known({ examination: examined({ disk: 'well' }, 27) }), NOW)).toMatchObject({
    condition: 'well',
    is_past: true,
  })
})

test('a backup is late after twenty-six hours, and missing where there is none', () => {
  expect(backupState({ backups: [backup(26), backup(90)] }, NOW)).toBe('fresh')
  expect(backupState({ backups: [backup(26.1)] }, NOW)).toBe('late')
  expect(backupState({ backups: [] }, NOW)).toBe('none')
})

test('late and failed backups are one thing to look at, and not one more where the doctor has said so', () => {
  const late = { backups: [backup(40)], failures: [failed('backup')] }
  const examination = examined({ disk: 'well' })
  expect(verdictOf(known({ ...late, examination }), NOW)).toMatchObject({ condition: 'poorly', poorly: 1 })
  const said = examined({ backups_recent: 'poorly' })
  expect(verdictOf(known({ ...late, examination: said }), NOW)).toMatchObject({ poorly: 1 })
})

test('an examination that could not be carried out is something to look at', () => {
  const examination = examined({ disk: 'well' })
  expect(verdictOf(known({ examination, failures: [failed('examination')] }), NOW)).toMatchObject({ poorly: 1 })
})
