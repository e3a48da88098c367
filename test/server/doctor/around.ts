import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../../server/db/database.ts'
import type { Write } from '../../../server/db/write.ts'

/** Runs something with every trigger off, as a restore or a superuser does. */
export async function unguarded(trx: Trx, work: () => Promise<unknown>): Promise<void> {
  await sql`select set_config('session_replication_role', 'replica', true)`.execute(trx)
  await work()
  await sql`select set_config('session_replication_role', 'origin', true)`.execute(trx)
}

/** One write past the guards, sealed as any other, with what is kept ready worked out from it: as an upgrade or an error of the guards would leave it. */
export async function smuggled(
  trx: Trx,
  plan: string,
  work: (write: Write) => Promise<unknown>,
  account = 'local',
): Promise<void> {
  await sql`select set_config('app.account', ${account}, true)`.execute(trx)
  const { rows } = await sql<
    Omit<Write, 'plan'>
  >`select * from open_write(${plan}, ${account}, 'test', null, true)`.execute(trx)
  await unguarded(trx, async () => {
    await work({ plan, ...rows[0]! })
    await sql`select refresh_areas(${plan}, null)`.execute(trx)
  })
  await sql`set constraints all immediate`.execute(trx)
  await sql`set constraints all deferred`.execute(trx)
}

/** Several statements, one after the other. */
export async function run(trx: Trx, ...statements: RawBuilder<unknown>[]): Promise<void> {
  for (const statement of statements) await statement.execute(trx)
}
