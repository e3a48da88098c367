import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'

eachEngine('transactions side by side', connection => {
  test('one’s statements never land in another’s transaction', async () => {
    const { db } = connection()
    await sql`create table if not exists beside (who int)`.execute(db)
    const inTransaction = (who: number, keep: boolean) =>
      db
        .transaction()
        .execute(async trx => {
          await sql`insert into beside values (${who})`.execute(trx)
          await new Promise(resolve => setTimeout(resolve, 5))
          await sql`insert into beside values (${who})`.execute(trx)
          if (!keep) throw new Error('undone')
        })
        .catch(() => {})
    await Promise.all(
      Array.from({ length: 8 }, (_, who) => [inTransaction(who, who % 2 === 0), sql`select 1`.execute(db)]).flat(),
    )
    const { rows } = await sql<{
      who: number
      n: number
    }>`select who, count(*)::int as n from beside group by who order by who`.execute(db)
    expect(rows).toEqual([0, 2, 4, 6].map(who => ({ who, n: 2 })))
  })
})

describe('a geometry operation that fails', () => {
  // A bow-tie:   1   3
  //              | X |
  //              4   2
  eachEngine('is an error, and its transaction leaves nothing', connection => {
    test('nothing is kept of it', async () => {
      const { db } = connection()
      await sql`create table if not exists half (n int, g geometry)`.execute(db)
      const write = db.transaction().execute(async trx => {
        await sql`insert into half values (1, null)`.execute(trx)
        await sql`insert into half select 2, ST_Intersection('POLYGON((0 0,2 2,2 0,0 2,0 0))'::geometry, 'POLYGON((0 0,2 0,2 1,0 1,0 0))'::geometry)`.execute(
          trx,
        )
        await sql`insert into half select 3, ST_GeomFromGeoJSON('{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0]]]}')`.execute(
          trx,
        )
      })
      await expect(write).rejects.toThrow()
      expect((await sql`select n from half`.execute(db)).rows).toEqual([])
    })
  })
})
