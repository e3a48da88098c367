import type { ProposedArea } from '#core/api/areas.ts'
import { ApiError } from '#core/api/errors.ts'
import { proposeBoundary } from '#core/areas/propose-boundary.ts'
import type { Db } from '../db/database.ts'
import { homeOf, isTooWide, surroundingsOf, windowAround } from './surroundings.queries.ts'

/** A first boundary for some compounds, from all that lies around them on a day. */
export async function proposeArea(db: Db, plan: string, compounds: number[], day: string): Promise<ProposedArea> {
  const window = await windowAround(db, plan, compounds)
  if (!window) return { shape: null, reason: 'nothing_picked' }
  if (isTooWide(window)) throw new ApiError('value_refused', '选中的小区相距太远，请分开划定。')
  const around = await surroundingsOf(db, plan, day, window)
  const home = await homeOf(db, plan, compounds, day)
  const shapesOf = (rows: typeof around.compounds) => rows.flatMap(({ shape }) => shape ?? [])
  const border = (id: number | null | undefined) => around.divisions.find(each => each.id === id)?.shape ?? null
  const proposal = proposeBoundary({
    picked: shapesOf(around.compounds.filter(({ id }) => compounds.includes(id))),
    others: shapesOf(around.compounds.filter(({ id }) => !compounds.includes(id))),
    neighbours: around.areas.flatMap(({ shape }) => shape ?? []),
    lines: around.lines,
    community: border(home?.community),
    town: border(home?.town),
  })
  return proposal.ok
    ? { shape: proposal.shape as unknown as ProposedArea['shape'], reason: null }
    : { shape: null, reason: proposal.reason }
}
