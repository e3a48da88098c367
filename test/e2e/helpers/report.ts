import { expect } from 'vitest'
import type { Compound } from '../../../core/api/compounds.ts'
import type { Progress } from '../../../core/api/progress.ts'
import { COUNTY, type Stage } from './wall.ts'

/** The county's figures, and a way to change them. */
export const reporting = (stage: Stage) => {
  const progress = () => stage.ask<Progress>(`/plans/${COUNTY}/progress`)

  /** One more compound under management, from today on, as a clerk's program would report it. */
  const report = async () => {
    const { as_of } = await progress()
    const { compounds } = await stage.ask<{ compounds: Compound[] }>(`/plans/${COUNTY}/ledger`)
    const open = compounds.find(each => each.member === 'baseline' && each.management === null && each.to_on === null)!
    const answer = await fetch(`${stage.origin()}/api/plans/${COUNTY}/observations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        subject: open.id,
        indicator: 'management',
        value: 'professional',
        organisation: compounds.find(each => each.management === 'professional')!.organisation,
        effective_on: as_of,
      }),
    })
    expect(answer.status, await answer.clone().text()).toBe(201)
  }
  return { progress, report }
}
