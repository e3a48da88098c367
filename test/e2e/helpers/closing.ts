import type { Closing, ProposeClosing } from '../../../core/api/closings.ts'
import { COUNTY, type Stage } from './wall.ts'

/** Figures taken by two people: proposed at the machine itself, confirmed by the demo's office. */
export const takeFigures = async (stage: Stage, body: ProposeClosing): Promise<Closing> => {
  const post = async (path: string, said?: object, cookie = '') => {
    const answer = await fetch(`${stage.origin()}/api${path}`, {
      method: 'POST',
      headers: { ...(said && { 'content-type': 'application/json' }), ...(cookie && { cookie }) },
      ...(said && { body: JSON.stringify(said) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const signed = await post('/session/demo', { role: 'office' })
  const { id } = (await (await post(`/plans/${COUNTY}/closings`, body)).json()) as Closing
  const cookie = signed.headers.getSetCookie()[0]!.split(';')[0]!
  return (await (await post(`/plans/${COUNTY}/closings/${id}/confirm`, undefined, cookie)).json()) as Closing
}
