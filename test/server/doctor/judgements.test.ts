import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Examination, Finding } from '#core/api/operations.ts'
import { judgeVolumes } from '../../../server/doctor/checks/disk.ts'
import { judgeVersions } from '../../../server/doctor/checks/server.ts'
import { worstOf } from '../../../server/doctor/examine.ts'
import { keepExamination, lastExamination } from '../../../server/doctor/last-examination.ts'
import { promisedBy } from '../../../server/doctor/promised.ts'

const volume = (percent: number) => ({ of: '数据', path: '/data', percent, free_bytes: 2 ** 30 })

test.each([
  [[79, 10], 0, undefined],
  [[80, 10], 1, 'poorly'],
  [[94, 80], 2, 'poorly'],
  [[95, 10], 1, 'ill'],
])('disks filled by %j percent', (percents, found, condition) => {
  expect(judgeVolumes(percents.map(volume))).toMatchObject({ found, ...(condition && { condition }) })
})

test.each([
  [15, '3.3.2', 0],
  [18, '3.6.2', 0],
  [14, '3.3.2', 1],
  [15, '3.2.9', 1],
  [13, '2.5.0', 2],
])('PostgreSQL %s with PostGIS %s', (postgres, postgis, found) => {
  expect(judgeVersions({ postgres, shown: `${postgres}.1`, postgis, geos: '3.11' }).found).toBe(found)
})

test('the worst finding is the whole', () => {
  const all = ['well', 'ill', 'poorly'] as const
  expect(worstOf(all.map(condition => ({ condition })))).toBe('ill')
  expect(worstOf([])).toBe('well')
})

test('what migrations promise is read from them, also what a later one takes back', () => {
  const { triggers, policies, secured, constraints, indexes, functions, guarded } = promisedBy([
    `create table t (a int, constraint t_a check (a > 0)); create unique index t_once on t (a);
    create function f(a int) returns int language sql as $$ select 1; create trigger no on t $$;
    -- create trigger spoken_of after insert on t
    create constraint trigger seal after insert on t deferrable for each row execute function f();
    alter table t enable row level security; create policy one on t for select using (true); create policy two on t using (true);`,
    'drop policy one on t; create or replace function f(a int) returns int language sql as $$ select 2 $$; alter function f owner to fullcover_guard;',
  ])
  expect([[...triggers], [...policies], [...secured]]).toEqual([['t.seal'], ['t.two'], ['t']])
  expect([[...constraints], [...indexes], [...functions], [...guarded]]).toEqual([
    ['t_a'],
    ['t_once'],
    [['f', 'select 2']],
    ['f'],
  ])
})

test('the last examination is kept whole; what is none is not read as one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-kept-'))
  const finding: Finding = { check: 'a', condition: 'well', found: 0, sentence: '好。', examples: [], took_ms: 1 }
  const examination: Examination = {
    ...{ at: '2026-01-01T00:00:00.000Z', version: '1', engine: 'pglite', condition: 'well', took_ms: 1 },
    findings: [finding],
  }
  expect(lastExamination(folder)).toBeNull()
  keepExamination(folder, examination)
  expect(lastExamination(folder)).toEqual(examination)
  expect(readdirSync(folder)).toEqual(['examination.json'])
  writeFileSync(join(folder, 'examination.json'), '{"at": 1')
  expect(lastExamination(folder)).toBeNull()
  rmSync(folder, { recursive: true })
})
