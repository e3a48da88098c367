import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Examination } from '#core/api/operations.ts'
import { forgetVerdicts } from '../../../server/coverage/verdicts-then.ts'
import type { Db, Trx } from '../../../server/db/database.ts'
import { examine } from '../../../server/doctor/examine.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { type Break, DRAWN, GUARDS, KEPT, UNASKED, WRITTEN } from './breaks.ts'
import { type County, openCounty } from './county.ts'

/** What speaks of the machine the test runs on. */
const MACHINE = ['disk_free', 'backup_apart']

/** What is not well, and how often it was found. */
const faultsOf = ({ findings }: Examination) =>
  Object.fromEntries(
    findings.flatMap(({ check, condition, found }) =>
      condition === 'well' || MACHINE.includes(check) ? [] : [[check, found]],
    ),
  )

class RollBack extends Error {}

eachOwnEngine('the doctor', (connection, engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(connection())
  })
  afterAll(() => {
    for (const folder of [county.data_dir, county.backup_dir]) rmSync(folder, { recursive: true })
  })
  const patient = (db: Db = connection().db) => ({ ...county, engine, db })

  /** What is found in a transaction that never was. */
  const examinedAfter = async (work: (trx: Trx) => Promise<unknown>): Promise<Examination> => {
    let examination: Examination | undefined
    await connection()
      .db.transaction()
      .execute(async trx => {
        await work(trx)
        forgetVerdicts()
        examination = await examine(patient(trx))
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
    expect(examination.findings).toHaveLength(33)
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

  test.each([...DRAWN, ...WRITTEN, ...UNASKED])('$said is found, and nothing else', each => found([each]))

  test('of what is kept ready every row is found that is too many, missing or otherwise', () => found(KEPT))

  test('every guard that is off, gone or changed is found, each by its own check', () =>
    found(GUARDS.filter(({ only }) => !only || only === engine)))
})
