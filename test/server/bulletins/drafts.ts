import { addBulletin, addIssue, addRevision } from '../../../server/bulletins/bulletins.queries.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { recordWrite } from '../../../server/db/write.ts'

export const TEXT = {
  title: '{月份}通报',
  to: '',
  blocks: [{ kind: 'paragraph' as const, text: '已落实{已落实}个。' }],
  copies: [],
  issuer: '办公室',
  printed_by: '办公室',
  annexes: [],
}
export const ISSUED_ON = '2024-10-18'

/** What goes around the application: rows as an account of the office would add them by itself. */
export const drafts = ({ db }: Connection, plan: string, account = 'local') => {
  const write = <T>(work: Parameters<typeof recordWrite<T>>[3]) =>
    recordWrite(db, plan, { account, action: 'test' }, work)
  return {
    begin: (closing: number, template = 'monthly_ranking') =>
      write((trx, at) => addBulletin(trx, at, { closing, template, form: 'brief', text: TEXT })),
    revise: (bulletin: number, version: number) =>
      write((trx, at) => addRevision(trx, at, { bulletin, version, text: TEXT })),
    issue: (bulletin: number, number: number, said: Record<string, unknown> = {}) =>
      write((trx, at) =>
        addIssue(trx, at, {
          ...{ bulletin, number, template: 'monthly_ranking', version: 1, year: 2024, issued_on: ISSUED_ON },
          known_seq: at.seq - 1,
          ...said,
        }),
      ),
    write,
  }
}
