import type { Connection } from '../../../server/db/connect.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { close } from '../closings/close.ts'

const step = ({ db }: Connection, plan: string, closing: number, account: string, kind: 'reviewed' | 'signed') =>
  recordWrite(db, plan, { account, action: `closing_${kind}` }, (trx, { seq }) =>
    trx
      .insertInto('closing_step')
      .values({ plan, seq, closing, kind, account, subject: null, text: null, answers_sha256: null })
      .execute(),
  )

/** Figures that are signed off: proposed by one, confirmed by another, reviewed and signed by two. */
export async function closeAndSign(connection: Connection, plan: string, closing: Parameters<typeof close>[2]) {
  const id = await close(connection, plan, closing)
  await sign(connection, plan, id)
  return id
}

export async function sign(connection: Connection, plan: string, closing: number) {
  await step(connection, plan, closing, 'local', 'reviewed')
  await step(connection, plan, closing, 'system', 'signed')
}
