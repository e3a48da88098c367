import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Connection } from '../../server/db/connect.ts'
import type { Trx } from '../../server/db/database.ts'
import { recordWrite, type Write } from '../../server/db/write.ts'
import { createPlan, revisePlan } from '../../server/plans/plans.queries.ts'

/** One of the product's own plan documents. */
export const planFile = (id: string): PlanDocument =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../data/plans/${id}.json`), 'utf8')) as PlanDocument

let made = 0

/** A plan of the test's own: a document under a new id, pinned to a day as a demo plan is. */
export async function newPlan(
  { db }: Connection,
  from = 'xx-county-2024',
  pinned_on: string | null = '2024-10-18',
): Promise<PlanDocument> {
  made += 1
  const document = { ...planFile(from), id: `test-${process.pid}-${made}-${from}`.slice(0, 60) }
  await createPlan(db, document.id, { demo: pinned_on !== null, pinned_on })
  await revisePlan(db, document)
  return document
}

/** Writes as the machine's own account. */
export const write = <T>(
  { db }: Connection,
  plan: string,
  work: (trx: Trx, write: Write) => Promise<T>,
  shapes = false,
): Promise<T> => recordWrite(db, plan, { account: 'local', action: 'test', shapes }, work)
