import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Served } from './served.ts'
import { until } from './until.ts'

export const PASSWORD = 'Sturdy-2024-on-purpose'

const send = async (
  { address }: Served,
  method: string,
  path: string,
  body: object,
  cookie = '',
): Promise<Response> => {
  const headers = { 'content-type': 'application/json', origin: address, cookie }
  const answer = await fetch(`${address}/api/${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`nobody could sign in: ${await answer.text()}`)
  return answer
}

const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]!.split(';')[0]!

/** Makes the first administrator with the link the server leaves at its start, and somebody of the office; the cookie of the latter's session. */
export async function signInOffice(server: Served, data_dir: string): Promise<string> {
  const paper = join(data_dir, 'first-administrator.txt')
  await until(() => existsSync(paper), 10)
  const token = /\?first=([\w-]+)/.exec(readFileSync(paper, 'utf8'))?.[1]
  const first = { token, password: PASSWORD, account: 'keeper', name: '管理员' }
  const keeper = cookieOf(await send(server, 'PUT', 'session/links', first))
  const invited = await send(
    server,
    'POST',
    'accounts',
    { id: 'clerk', name: '张三', role: 'office', grants: [] },
    keeper,
  )
  const { path } = (await invited.json()) as { path: string }
  const link = { token: /=([\w-]+)$/.exec(path)?.[1], password: PASSWORD }
  return cookieOf(await send(server, 'PUT', 'session/links', link))
}
