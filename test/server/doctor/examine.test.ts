import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Examination } from '#core/api/operations.ts'
import { forgetVerdicts } from '../../../server/coverage/verdicts-then.ts'
import type { Db, Trx } from '../../../server/db/database.ts'
import { CHECKS } from '../../../server/doctor/checks.ts'
import { examine } from '../../../server/doctor/examine.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { type Break, DRAWN, GUARDS, KEPT, UNASKED, WRITTEN } from './breaks.ts'
import { type County, openCounty } from './county.ts'
import { breakBackup, breakPapers, losePack } from './folders.ts'

/** What speaks of the machine the test runs on. */
const MACHINE = ['disk_free', 'backup_apart']

class RollBack extends Error {}

eachOwnEngine('the doctor', (connection, engine) => {
  let county: County
  /** Settings the tests' own cluster does without, to be quick. */
  let unsafe = 0
  beforeAll(async () => {
    county = await openCounty(connection())
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off'`.execute(
      connection().db,
    )
    unsafe = engine === 'postgres' ? rows[0]!.n : 0
  })
  afterAll(() => {
    for (const folder of [county.data_dir, county.backup_dir]) rmSync(folder, { recursive: true })
  })
  /** What is not well, and how often it was found. */
  const faultsOf = ({ findings }: Examination) =>
    Object.fromEntries(
      findings.flatMap(({ check, condition, found }) => {
        const more = check === 'settings_safe' ? found - unsafe : found
        return condition === 'well' || more === 0 || MACHINE.includes(check) ? [] : [[check, more]]
      }),
    )
  const patient = (db: Db = connection().db, deep = false) => ({ ...county, engine, db, deep })

  /** What is found in a transaction that never was. */
  const examinedAfter = async (work: (trx: Trx) => Promise<unknown>, deep = false): Promise<Examination> => {
    let examination: Examination | undefined
    await connection()
      .db.transaction()
      .execute(async trx => {
        await work(trx)
        forgetVerdicts()
        examination = await examine(patient(trx, deep))
        throw new RollBack()
      })
      .catch(error => {
        if (!(error instanceof RollBack)) throw error
      })
    forgetVerdicts()
    return examination!
  }

  test('a filled county that nobody went around is well', async () => {
    const examination = await examine(patient())
    expect(faultsOf(examination)).toEqual({})
    expect(examination.findings).toHaveLength(CHECKS.length)
  })

  /** Every check finds what broke it, as often as it broke, and no other check finds anything. */
  const found = async (breaks: readonly Break[]) => {
    const examination = await examinedAfter(async trx => {
      for (const { by } of breaks) await by(trx, county)
    })
    const counts: Record<string, number> = {}
    for (const { finds } of breaks)
      for (const [check, n] of Object.entries(finds)) counts[check] = (counts[check] ?? 0) + n
    expect(faultsOf(examination)).toEqual(counts)
    for (const { finds, example } of breaks) {
      const examples = examination.findings.filter(({ check }) => check in finds).flatMap(each => each.examples)
      expect(examples.filter(each => example.test(each)).length, examples.join('\n')).toBeGreaterThan(0)
    }
  }

  test.each([...WRITTEN, ...UNASKED])('$said is found, and nothing else', each => found([each]))

  test('shapes that cross themselves, areas that overlap or reach out, compounds between them are found, each by its own check', () =>
    found(DRAWN))

  test('of what is kept ready every row is found that is too many, missing or otherwise', () => found(KEPT))

  test('every guard that is off, gone or changed is found, each by its own check', () =>
    found(GUARDS.filter(({ only }) => !only || only === engine)))

  // What is read again differs, the questions do not: once on each engine.
  test.each(engine === 'pglite' ? [true] : [false])(
    'papers, packs and backups that are lost, changed, left over or old are found; deep: %s',
    async deep => {
      const undo = [breakPapers(county), breakBackup(county)]
      try {
        const examination = await examinedAfter(trx => losePack(trx, county), deep)
        expect(faultsOf(examination)).toEqual({
          ...{ files_there: 1, files_whole: 2, files_orphaned: 1, arrivals_swept: 1, packs_there: 1 },
          ...{ backup_recent: 1, backup_whole: deep ? 2 : 1 },
        })
        const named = Object.fromEntries(examination.findings.map(({ check, examples }) => [check, examples]))
        expect(named).toMatchObject({
          files_there: [county.papers[0]],
          files_orphaned: ['files/ee/old'],
          arrivals_swept: ['files/arriving/1-old'],
          packs_there: [`packs/files/ee/${'e'.repeat(64)}`],
        })
      } finally {
        for (const each of undo) each()
      }
    },
  )

  test('no backup, none on another disk, and a clock two minutes ahead of the database’s are told', async () => {
    const backup_dir = join(county.data_dir, 'backups')
    const { findings } = await examine({ ...patient(), backup_dir, now: () => Date.now() + 120_000 })
    const told = findings.filter(({ check }) => check.startsWith('backup_') || check === 'clock_right')
    expect(told.map(({ check, condition }) => [check, condition])).toEqual([
      ['backup_recent', 'poorly'],
      ['backup_whole', 'well'],
      ['backup_apart', 'poorly'],
      ['clock_right', 'ill'],
    ])
    expect(told.at(-1)!.examples).toEqual([expect.stringMatching(/^数据库的时钟与本机相差 1[12]\d 秒$/)])
  })

  test('a database in which nothing of the program lies is said to be empty, and nothing else is asked of it', async () => {
    const { findings } = await examinedAfter(trx => sql`alter table schema_migration rename to other`.execute(trx))
    expect(findings.at(-1)).toMatchObject({
      check: 'schema_same',
      sentence: expect.stringContaining('还没有本系统的数据'),
    })
  })

  test('an examination that is called off answers nothing; how far it is, is told until then', async () => {
    const stop = new AbortController()
    const told: number[] = []
    const progress = (done: number) => {
      told.push(done)
      if (told.length === 3) stop.abort()
    }
    await expect(examine(patient(), { progress, signal: stop.signal })).rejects.toThrow('aborted')
    expect(told).toHaveLength(3)
    expect(told[2]).toBeCloseTo(2 / CHECKS.length)
  })
})
