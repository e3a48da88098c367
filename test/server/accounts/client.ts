import { tmpdir } from 'node:os'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { ACCOUNT_SETTINGS, type AccountSettings } from '../../../server/accounts/settings.ts'
import { type AppOptions, buildApp } from '../../../server/app.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { openListeners } from '../../../server/live/listeners.ts'

export const PASSWORD = 'Hedong#2024-a'

export interface Office {
  app: FastifyInstance
  close(): Promise<void>
}

/** The application with settings of its own. */
export async function openOffice(
  connection: Connection,
  settings: Partial<AccountSettings> = {},
  more: Partial<AppOptions> = {},
): Promise<Office> {
  const { db, engine } = connection
  const live = await openListeners(connection)
  const app = (await buildApp({
    db,
    engine,
    live,
    data_dir: tmpdir(),
    isReady: async () => true,
    settings: { ...ACCOUNT_SETTINGS, ...settings },
    ...more,
  })) as unknown as FastifyInstance
  return {
    app,
    close: async () => {
      await app.close()
      await live.close()
    },
  }
}

/** A browser on another machine: it keeps the cookies it is given and sends them back, as a page of ours would. */
export class Browser {
  readonly #app: FastifyInstance
  readonly #ip: string
  readonly cookies = new Map<string, string>()
  constructor({ app }: Office, ip = '10.1.2.3') {
    this.#app = app
    this.#ip = ip
  }

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const request: InjectOptions = {
      method,
      url: `/api${path}`,
      remoteAddress: this.#ip,
      headers: { host: 'map.example', origin: 'http://map.example', ...(cookie && { cookie }), ...headers },
      ...(body !== undefined && { payload: body as object }),
    }
    const answer = await this.#app.inject(request)
    for (const { name, value, maxAge, expires } of answer.cookies)
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) this.cookies.delete(name)
      else this.cookies.set(name, value)
    return answer
  }
  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers)
  post = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('POST', path, body, headers)
  put = (path: string, body?: unknown) => this.send('PUT', path, body)
  delete = (path: string) => this.send('DELETE', path)
  signIn = (account: string, password = PASSWORD, code?: string) =>
    this.post('/session', { account, password, ...(code && { code }) })
}

type Answer = Awaited<ReturnType<Browser['get']>>

/** The status and the code of an answer; `ok` where there is none. */
export const outcome = (answer: Answer): string =>
  `${answer.statusCode} ${answer.statusCode < 400 ? 'ok' : (answer.json() as { code: string }).code}`

/** The token in a one-time path. */
export const tokenIn = (path: string): string => path.split('=')[1]!
