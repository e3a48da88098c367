import { createHash } from 'node:crypto'
import { ApiError } from '#core/api/errors.ts'
import type { Db, Trx } from './database.ts'
import { recordWrite, type Write, type WriteOptions } from './write.ts'

/** A write that a key makes happen once: sent again it answers as before, with another request it is refused. */
export async function recordOnce<T extends object>(
  db: Db,
  plan: string,
  { key, request, ...options }: WriteOptions & { key: string | undefined; request: unknown },
  work: (trx: Trx, write: Write) => Promise<T>,
): Promise<T> {
  if (key === undefined) return recordWrite(db, plan, options, work)
  const request_sha256 = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const before = async () => {
    const row = await db
      .selectFrom('idempotency')
      .select(['answer', 'request_sha256'])
      .where('plan', '=', plan)
      .where('key', '=', key)
      .executeTakeFirst()
    if (row && row.request_sha256 !== request_sha256)
      throw new ApiError('key_reused', '同一个 Idempotency-Key 已用于另一项请求。')
    return row?.answer as T | undefined
  }
  const answered = await before()
  if (answered) return answered
  try {
    return await recordWrite(db, plan, options, async (trx, write) => {
      const answer = await work(trx, write)
      await trx
        .insertInto('idempotency')
        .values({ key, plan, seq: write.seq, request_sha256, answer: JSON.stringify(answer) })
        .execute()
      return answer
    })
  } catch (error) {
    const raced = (error as { code?: string }).code === '23505' ? await before() : undefined
    if (raced) return raced
    throw error
  }
}

/** The same for a write that adds one row: answers the row's id, and the write it belongs to. */
export const addOnce = (
  db: Db,
  plan: string,
  once: WriteOptions & { key: string | undefined; request: unknown },
  add: (trx: Trx, write: Write) => Promise<number>,
) =>
  recordOnce(db, plan, once, async (trx, write) => {
    const id = await add(trx, write)
    return { id, seq: write.seq, recorded_at: write.recorded_at }
  })
