import type { Closing, ProposeClosing } from '../../../core/api/closings.ts'
import { COUNTY, type Stage } from './wall.ts'

type Post = (path: string, said?: object, cookie?: string) => Promise<Response>

const postOn =
  (stage: Stage): Post =>
  async (path, said, cookie) => {
    const answer = await fetch(`${stage.origin()}/api${path}`, {
      method: 'POST',
      headers: { ...(said && { 'content-type': 'application/json' }), ...(cookie && { cookie }) },
      ...(said && { body: JSON.stringify(said) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }

const cookieOf = async (post: Post, role: string) => {
  const signed = await post('/session/demo', { role })
  return signed.headers.getSetCookie()[0]!.split(';')[0]!
}

/** Figures taken by two people: proposed at the machine itself, confirmed by the demo's office. */
export const takeFigures = async (stage: Stage, body: ProposeClosing): Promise<Closing> => {
  const post = postOn(stage)
  const { id } = (await (await post(`/plans/${COUNTY}/closings`, body)).json()) as Closing
  const cookie = await cookieOf(post, 'office')
  return (await (await post(`/plans/${COUNTY}/closings/${id}/confirm`, undefined, cookie)).json()) as Closing
}

/** Figures taken, reviewed and signed. */
export const signFigures = async (stage: Stage, body: ProposeClosing): Promise<Closing> => {
  const post = postOn(stage)
  const { id } = await takeFigures(stage, body)
  const at = `/plans/${COUNTY}/closings/${id}`
  await post(`${at}/review`, undefined, await cookieOf(post, 'office'))
  return (await (await post(`${at}/sign`, undefined, await cookieOf(post, 'leader'))).json()) as Closing
}
