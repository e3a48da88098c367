import { inScope } from '#core/divisions/tree.ts'
import { areasOn } from '../areas/areas.queries.ts'
import { ledgerRows } from '../compounds/compounds.queries.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import type { Trx } from '../db/database.ts'
import { divisionsOf, namedOf } from '../divisions/divisions.queries.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { compoundColumns } from './compound-columns.ts'
import { shapesOf, verifiedOn } from './exports.queries.ts'
import { type ExportTable, tableOf } from './table.ts'

/** Which of a plan's compounds or areas are wanted: of a division, or these alone. */
export interface Wanted {
  division: number | null
  ids: ReadonlySet<number> | null
}

/** What stands above a printed table, as such forms have it. */
export const aboveOf = ({ document, as_of }: PlanState, title: string, filled_by: string): string[] => [
  `${document.place}${title}`,
  `单位：${document.place}　　填报人：${filled_by}　　日期：${as_of}`,
]

/** The compounds of a plan as of a day, every column of them, with their shapes. */
export async function compoundTable(
  trx: Trx,
  state: PlanState,
  wanted: Wanted,
  filled_by: string,
): Promise<ExportTable> {
  const { head, document, as_of, known } = state
  const shown = shownIndicator(document)
  const divisions = await divisionsOf(trx, head.id, as_of, known)
  const organisations = await namedOf(trx, head.id, 'organisation', as_of)
  const compounds = await ledgerRows(trx, { plan: head.id, as_of, basis: 'reported', known, shown })
  const shapes = await shapesOf(trx, head.id, known)
  const verified = await verifiedOn(trx, head.id, shown, as_of, known)
  const areas = await areasOn(trx, head.id, as_of, known)
  const areaOf = new Map(
    areas.filter(({ kind }) => kind === 'management_area').flatMap(area => area.compounds.map(id => [id, area.name])),
  )
  const inside = inScope(divisions, wanted.division)
  const rows = compounds
    .filter(({ id, community }) => inside(community) && (wanted.ids?.has(id) ?? true))
    .map(compound => ({
      row: {
        ...compound,
        is_verified: verified.has(compound.id),
        ground_m2: shapes.get(compound.id)?.ground_m2 ?? null,
        area_name: areaOf.get(compound.id) ?? null,
      },
      shape: shapes.get(compound.id)?.shape ?? null,
    }))
  const said = { name: 'compounds', zh: '台账', above: aboveOf(state, '小区（楼院）物业管理台账', filled_by) }
  return tableOf(said, compoundColumns(document, { divisions, organisations }), rows)
}
