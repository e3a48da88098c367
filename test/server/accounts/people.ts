import { sql } from 'kysely'
import { firstLink } from '../../../server/accounts/first-link.ts'
import { hashPassword } from '../../../server/accounts/password-hash.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { asOwner } from '../../../server/db/write.ts'
import { Browser, type Office, PASSWORD, tokenIn } from './client.ts'

let hashed: Promise<string> | undefined

/** Gives accounts that stand in the database the password of every test. */
export async function givePasswords({ db }: Connection, accounts: string[]): Promise<void> {
  hashed ??= hashPassword(PASSWORD)
  const password = await hashed
  await asOwner(db, trx =>
    trx
      .insertInto('account_secret')
      .values(
        accounts.map(account => ({
          account,
          password,
          password_at: sql<string>`clock_timestamp()`,
          locked_until: null,
          totp: null,
        })),
      )
      .execute(),
  )
}

/** Opens the server by its first link: the browser of its first administrator. */
export async function openByFirstLink(connection: Connection, office: Office, account = 'chief'): Promise<Browser> {
  const browser = new Browser(office)
  const path = await firstLink(connection.db)
  await browser.put('/session/links', { token: tokenIn(path!), account, name: '系统管理员', password: PASSWORD })
  return browser
}
