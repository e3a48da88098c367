import { sql } from 'kysely'
import type { Condition, Examination, Finding } from '#core/api/operations.ts'
import { VERSION } from '../health/version.ts'
import type { Watched } from '../operations/watched.ts'
import { type Check, EXAMPLES, type Patient, type Visit } from './check.ts'
import { schemaSame } from './checks/schema.ts'
import { CHECKS } from './checks.ts'
import { readAll } from './read-all.ts'

const WORSE: readonly Condition[] = ['well', 'poorly', 'ill']

/**
 * Asks every check, one after the other, and writes nothing. A check that throws is a finding, too; only where the database
 * does not answer at all, or the examination is called off, is there no answer.
 */
export async function examine(patient: Patient, { progress = () => {}, signal }: Watched = {}): Promise<Examination> {
  const now = patient.now ?? Date.now
  const visit: Visit = {
    ...patient,
    deep: patient.deep ?? false,
    now,
    read: work => readAll(patient.db, work),
    goOn: () => signal?.throwIfAborted(),
  }
  const began = performance.now()
  const at = new Date(now()).toISOString()
  visit.goOn()
  await sql`select 1`.execute(patient.db)
  const findings: Finding[] = []
  for (const check of CHECKS) {
    progress(findings.length / CHECKS.length, check.title)
    const finding = await findingOf(check, visit)
    findings.push(finding)
    visit.goOn()
    if (check === schemaSame && finding.condition === 'ill') break
  }
  progress(1)
  return {
    at,
    version: VERSION,
    engine: patient.engine,
    condition: worstOf(findings),
    took_ms: Math.round(performance.now() - began),
    findings,
  }
}

export const worstOf = (findings: readonly Pick<Finding, 'condition'>[]): Condition =>
  WORSE[Math.max(0, ...findings.map(({ condition }) => WORSE.indexOf(condition)))]!

async function findingOf(check: Check, visit: Visit): Promise<Finding> {
  const began = performance.now()
  const took_ms = () => Math.round(performance.now() - began)
  try {
    const { found, examples = [], ...said } = await check.ask(visit)
    const own = found > 0 ? check : { condition: 'well' as const }
    return {
      check: check.id,
      condition: said.condition ?? own.condition,
      found,
      sentence: said.sentence ?? (found > 0 ? check.otherwise(found) : check.well),
      examples: examples.slice(0, EXAMPLES),
      took_ms: took_ms(),
    }
  } catch (error) {
    visit.goOn()
    return {
      check: check.id,
      condition: 'ill',
      found: 1,
      sentence: `“${check.title}”这一项没有查成，请先处理其他问题再查一次；仍然如此就把下面一行发给维护人员。`,
      examples: [reasonOf(error)],
      took_ms: took_ms(),
    }
  }
}

/** The first line of an error, with its code: values that a database quotes stand on the lines after it. */
const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string }
  const line = (message ?? String(error)).split('\n')[0]!.slice(0, 200)
  return code ? `${code} ${line}` : line
}
