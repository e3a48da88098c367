import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Connection } from '../../server/db/connect.ts'
import {
  addObservations,
  addVerifications,
  type ObservationRow,
} from '../../server/observations/observations.queries.ts'
import { addDivisions, addSubjects } from '../../server/subjects/subjects.queries.ts'
import { write } from './plans.ts'
import type { Act } from './random-history.ts'

export interface Cast {
  county: number
  communities: number[]
  compounds: number[]
}

/** Six compounds in three communities of one county, nothing said of them yet. */
export const addCast = (connection: Connection, plan: string): Promise<Cast> =>
  write(connection, plan, async (trx, at) => {
    const [county, ...communities] = await addSubjects(
      trx,
      at,
      ['county', 'a', 'b', 'c'].map(code => ({ kind: 'division' as const, code })),
    )
    await addDivisions(trx, [{ id: county!, level: 'county', parent: null }])
    await addDivisions(
      trx,
      communities.map(id => ({ id, level: 'community', parent: county! })),
    )
    const compounds = await addSubjects(
      trx,
      at,
      Array.from({ length: 6 }, (_, i) => ({ kind: 'compound' as const, code: `c${i}` })),
    )
    return { county: county!, communities, compounds }
  })

interface Told {
  id: number
  subject: number
  indicator: string
}

/** Plays one write of a story; what the database would refuse (a replaced row that fits nothing) is left out. */
export function playWrite(
  connection: Connection,
  { id: plan }: PlanDocument,
  cast: Cast,
  told: Told[],
  acts: Act[],
): Promise<void> {
  return write(connection, plan, async (trx, at) => {
    for (const act of acts) {
      const row = rowOf(cast, told, act)
      if (row) {
        const [id] = await addObservations(trx, at, [row])
        if (row.value !== null) told.push({ id: id!, subject: row.subject, indicator: row.indicator })
      } else if (act.kind === 'verify' && told.length > 0)
        await addVerifications(trx, at, [
          { observation: told[act.row % told.length]!.id, verdict: act.verdict, reason: '核对' },
        ])
    }
  })
}

function rowOf({ county, communities, compounds }: Cast, told: Told[], act: Act): ObservationRow | null {
  if (act.kind === 'freeze')
    return { subject: county, indicator: 'roster_frozen', value: 'true', effective_on: act.day }
  if (act.kind === 'withdraw') {
    const row = told[act.row % Math.max(1, told.length)]
    return row
      ? { subject: row.subject, indicator: row.indicator, value: null, effective_on: act.day, replaces: row.id }
      : null
  }
  if (act.kind === 'verify') return null
  const subject = compounds[act.subject]!
  if (act.kind === 'refer') {
    const to = act.indicator === 'community' ? communities[act.to % 3]! : compounds[act.to]!
    return to === subject ? null : { subject, indicator: act.indicator, value: String(to), effective_on: act.day }
  }
  const same = told.filter(row => row.subject === subject && row.indicator === act.indicator)
  const replaces = act.replaces === null || same.length === 0 ? null : same[act.replaces % same.length]!.id
  return { subject, indicator: act.indicator, value: act.value, effective_on: act.day, replaces }
}
