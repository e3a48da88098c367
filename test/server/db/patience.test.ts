import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readSnapshot } from '../../../server/db/write.ts'
import { onPostgres } from '../../helpers/engines.ts'

onPostgres('an answer that takes too long', connection => {
  const slow = (seconds?: number) =>
    readSnapshot(connection().db, trx => sql`select pg_sleep(1.5)`.execute(trx), seconds)

  test('is given up, and its connection serves the next', async () => {
    await expect(slow(1)).rejects.toMatchObject({ code: '57014' })
    await expect(slow()).resolves.toBeDefined()
  })
})
