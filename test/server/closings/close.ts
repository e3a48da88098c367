import { answersAt } from '../../../server/closings/book-seal.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { recordWrite } from '../../../server/db/write.ts'

interface Proposed {
  purpose?: string
  title?: string
  from_on?: string
  as_of: string
  supersedes?: number
}

/** One person proposes a closing. */
export const propose = ({ db }: Connection, plan: string, { as_of, from_on = as_of, ...more }: Proposed) =>
  recordWrite(db, plan, { account: 'local', action: 'propose_closing' }, async (trx, { seq }) => {
    const { id } = await trx
      .insertInto('closing')
      .values({
        plan,
        seq,
        purpose: more.purpose ?? 'meeting',
        meeting: null,
        title: more.title ?? `${as_of} 截数`,
        from_on,
        as_of,
        supersedes: more.supersedes ?? null,
        reason: more.supersedes === undefined ? null : '核对后更正',
        account: 'local',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })

/** Another one confirms it; answers the write from which on nothing is known. */
export const confirm = ({ db }: Connection, plan: string, closing: number) =>
  recordWrite(db, plan, { account: 'system', action: 'confirm_closing' }, async (trx, write) => {
    const { seq } = write
    const answers_sha256 = await answersAt(trx, write, closing)
    await trx
      .insertInto('closing_step')
      .values({ plan, seq, closing, kind: 'confirmed', account: 'system', subject: null, text: null, answers_sha256 })
      .execute()
    return seq
  })

export async function close(connection: Connection, plan: string, closing: Proposed): Promise<number> {
  const id = await propose(connection, plan, closing)
  await confirm(connection, plan, id)
  return id
}
