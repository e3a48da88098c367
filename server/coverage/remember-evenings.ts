import type { Db } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import { planOf } from '../plans/plan-of.ts'
import { planHeads } from '../plans/plans.queries.ts'
import { verdictsThen } from './verdicts-then.ts'

/** Works out how the evenings of passed deadlines saw them, in every plan: who opens a meeting right after a start does not wait for it. */
export async function rememberEvenings(db: Db): Promise<void> {
  for (const { id } of await planHeads(db))
    await readSnapshot(db, async trx => {
      await verdictsThen(trx, await planOf(trx, id))
    })
}
