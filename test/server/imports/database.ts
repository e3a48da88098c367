import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { type Connection, connect } from '../../../server/db/connect.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { createPlan, revisePlan } from '../../../server/plans/plans.queries.ts'

/** The database of DATABASE_URL, else an embedded one in a folder of its own. */
export const openDatabase = async (): Promise<Connection> => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-test-'))
  const connection = await connect({ database_url: process.env.DATABASE_URL, data_dir })
  await migrate(connection)
  const close = async () => {
    await connection.close()
    rmSync(data_dir, { recursive: true, force: true })
  }
  return { ...connection, close }
}

/** A plan of its own for a test: the county's, under another id. */
export const newPlan = async ({ db }: Connection): Promise<PlanDocument> => {
  const document = JSON.parse(readFileSync('data/plans/xx-county-2024.json', 'utf8')) as PlanDocument
  const plan = { ...document, id: `t-${randomBytes(6).toString('hex')}` }
  await createPlan(db, plan.id)
  await revisePlan(db, plan)
  return plan
}
