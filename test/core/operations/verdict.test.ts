import { expect, test } from 'vitest'
import type { Backup, Condition, Examination, Operations } from '#core/api/operations.ts'
import { backupState, findingsOf, verdictOf } from '#core/operations/verdict.ts'

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
  expect(found).toEqual({ condition: 'well', ill: 0, poorly: 0, is_past: false, concerns: [] })
})

test('what is dangerous goes before what somebody should look at; both are counted by things, not by faults', () => {
  const examination = examined({ seals: 'ill', disk: 'poorly', files: 'poorly', areas: 'well' })
  expect(verdictOf(known({ examination }), NOW)).toMatchObject({ condition: 'ill', ill: 1, poorly: 2 })
})

test('a server nobody examined is neither well nor poorly, whatever else is known of it', () => {
  expect(verdictOf(known({}), NOW)).toMatchObject({ condition: 'unknown', concerns: [] })
  expect(verdictOf(known({ backups: [] }), NOW)).toMatchObject({ condition: 'unknown', concerns: ['backup_none'] })
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

test('backups are one thing to look at, however much is wrong with them', () => {
  const late = { backups: [backup(40)], examination: examined({ disk: 'well' }) }
  expect(verdictOf(known(late), NOW)).toMatchObject({ condition: 'poorly', poorly: 1, concerns: ['backup_late'] })
  const failures = [failed('backup')]
  expect(verdictOf(known({ ...late, failures }), NOW)).toMatchObject({ poorly: 1, concerns: ['backup_failed'] })
})

test('what the doctor said of the newest backup is over once there is a newer one, and not said twice before', () => {
  const examination = examined({ backup_recent: 'poorly', backup_whole: 'well' })
  expect(findingsOf(examination).map(({ check }) => check)).toEqual(['backup_whole'])
  expect(verdictOf(known({ examination }), NOW)).toMatchObject({ condition: 'well', concerns: [] })
  expect(verdictOf(known({ examination, backups: [] }), NOW)).toMatchObject({ poorly: 1, concerns: ['backup_none'] })
})

test('an examination that could not be carried out is something to look at', () => {
  const examination = examined({ disk: 'well' })
  expect(verdictOf(known({ examination, failures: [failed('examination')] }), NOW)).toMatchObject({
    condition: 'poorly',
    concerns: ['examination_failed'],
  })
})
