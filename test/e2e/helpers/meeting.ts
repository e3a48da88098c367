import type { Closing } from '../../../core/api/closings.ts'
import type { Meeting } from '../../../core/api/meetings.ts'
import { PNG } from '../../server/files/contents.ts'
import { COUNTY, type Stage } from './wall.ts'

const PLAN = `/plans/${COUNTY}`

/** What the office does before a meeting, as its programs would: prepare it, and close its figures by two people. */
export const preparing = (stage: Stage) => {
  let sent = 0
  const call = async (method: string, path: string, body?: unknown, cookie = ''): Promise<Response> => {
    const isFile = body instanceof Uint8Array
    const answer = await fetch(`${stage.origin()}/api${path}`, {
      method,
      headers: {
        'idempotency-key': `meeting-walk-${process.pid}-${sent++}`,
        ...(body !== undefined && { 'content-type': isFile ? 'image/png' : 'application/json' }),
        ...(cookie && { cookie }),
      },
      ...(body !== undefined && { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const told = async <T>(...given: Parameters<typeof call>): Promise<T> => (await call(...given)).json()

  /** This month's meeting, made as proposed where it is not there, with a photo of its first site. */
  const prepare = async (month: string): Promise<Meeting> => {
    const all = await stage.ask<Meeting[]>(`${PLAN}/meetings`)
    const found =
      all.find(each => each.month === month) ??
      (await told<Meeting>('POST', `${PLAN}/meetings`, { kind: 'monthly', month }))
    const [first, ...others] = found.document.sites
    const { sha256 } = await told<{ sha256: string }>(
      'POST',
      `${PLAN}/files?name=before.png&subject=${first!.subject}`,
      PNG,
    )
    const document = { ...found.document, sites: [{ ...first!, before: [sha256] }, ...others] }
    return told('PUT', `${PLAN}/meetings/${found.id}`, { version: found.version, document })
  }
  const close = async ({ id, document }: Meeting): Promise<Closing> => {
    const signed = await call('POST', '/session/demo', { role: 'office' })
    const cookie = signed.headers.getSetCookie()[0]!.split(';')[0]!
    const { id: closing } = await told<Closing>('POST', `${PLAN}/closings`, {
      purpose: 'meeting',
      meeting: id,
      as_of: document.as_of,
    })
    return told('POST', `${PLAN}/closings/${closing}/confirm`, undefined, cookie)
  }
  return { prepare, close }
}
