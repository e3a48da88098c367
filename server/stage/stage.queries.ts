import type { Db } from '../db/database.ts'

/** Whether a plan has a meeting of that number. */
export const hasMeeting = async (db: Db, plan: string, meeting: number): Promise<boolean> => {
  const found = await db
    .selectFrom('meeting')
    .select('id')
    .where('plan', '=', plan)
    .where('id', '=', meeting)
    .executeTakeFirst()
  return found !== undefined
}
