import type { MultiPolygon } from 'geojson'
import type { Area } from '#core/api/areas.ts'
import { inScope } from '#core/divisions/tree.ts'
import { areasOn } from '../areas/areas.queries.ts'
import { ledgerRows } from '../compounds/compounds.queries.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import type { Trx } from '../db/database.ts'
import { divisionsOf } from '../divisions/divisions.queries.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { aboveOf, type Wanted } from './compound-table.ts'
import { type ExportColumn, type ExportTable, tableOf } from './table.ts'

const KINDS: Record<Area['kind'], string> = { management_area: '物业管理区域', patch: '片区', package: '打包' }
const GROUNDS: Record<NonNullable<Area['ground']>, string> = {
  shared_building: '共用建筑',
  shared_facilities: '共用设施设备',
  owners_need: '业主共同需要',
  enclosed: '已封闭管理',
}

/** The management areas of a plan that hold on a day, with the compounds each has and their sums. */
export async function areaTable(trx: Trx, state: PlanState, wanted: Wanted, filled_by: string): Promise<ExportTable> {
  const { head, document, as_of, known } = state
  const divisions = await divisionsOf(trx, head.id, as_of, known)
  const names = new Map(divisions.map(({ id, name }) => [id, name]))
  const shown = shownIndicator(document)
  const ledger = await ledgerRows(trx, { plan: head.id, as_of, basis: 'reported', known, shown })
  const compounds = new Map(ledger.map(compound => [compound.id, compound]))
  const sum = ({ compounds: ids }: Area, of: 'households' | 'floor_area' | 'buildings') =>
    ids.reduce((total, id) => total + (compounds.get(id)?.[of] ?? 0), 0)
  const columns: ExportColumn<Area>[] = [
    { zh: '区域编号', value: ({ code }) => code },
    { zh: '区域名称', value: ({ name }) => name },
    { zh: '类别', value: ({ kind }) => KINDS[kind] },
    { zh: '乡镇', value: ({ town }) => names.get(town ?? 0) ?? null },
    { zh: '社区', value: ({ community }) => names.get(community ?? 0) ?? null },
    { zh: '生效日期', value: ({ from_on }) => from_on },
    { zh: '划分依据', value: ({ ground }) => (ground ? GROUNDS[ground] : null) },
    { zh: '依据说明', value: ({ ground_note }) => ground_note },
    { zh: '共用设施设备', value: ({ shared_facilities }) => shared_facilities },
    { zh: '小区数', value: area => area.compounds.length },
    { zh: '所含小区', value: area => area.compounds.map(id => compounds.get(id)?.name ?? id).join('、') },
    { zh: '楼栋数', value: area => sum(area, 'buildings') },
    { zh: '户数', value: area => sum(area, 'households') },
    { zh: '建筑面积', value: area => sum(area, 'floor_area') },
    { zh: '占地（平方米）', value: ({ m2 }) => (m2 === null ? null : Math.round(m2)) },
    { zh: '版本', value: ({ version }) => version },
  ]
  const inside = inScope(divisions, wanted.division)
  const rows = (await areasOn(trx, head.id, as_of, known))
    .filter(({ id, town, community }) => inside(community ?? town) && (wanted.ids?.has(id) ?? true))
    .map(area => ({ row: area, shape: area.shape as MultiPolygon | null }))
  return tableOf(
    { name: 'areas', zh: '管理区域', above: aboveOf(state, '物业管理区域一览表', filled_by) },
    columns,
    rows,
  )
}
