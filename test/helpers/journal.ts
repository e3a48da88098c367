import type { Journal } from '#core/observations/journal.ts'
import type { Connection } from '../../server/db/connect.ts'

/** Everything recorded of a plan, as the core rule reads it. */
export async function journalOf({ db }: Connection, plan: string): Promise<Journal> {
  const observations = await db
    .selectFrom('observation')
    .select(['id', 'seq', 'subject', 'indicator', 'value', 'organisation', 'effective_on', 'replaces'])
    .where('plan', '=', plan)
    .orderBy('id')
    .execute()
  const verifications = await db
    .selectFrom('verification')
    .select(['id', 'seq', 'observation', 'verdict'])
    .where('plan', '=', plan)
    .orderBy('id')
    .execute()
  return { observations, verifications }
}
