import type { Compound, Division } from '#core/api/index.ts'
import { choicesOf, indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { type Cell, csvOf, workbookOf, XLSX } from '../exports/spreadsheet.ts'
import { shownIndicator } from './shown-indicator.ts'

/** The ledger as a file: the columns a clerk knows, every other standing value behind them. */
export async function ledgerFile(
  format: 'geojson' | 'csv' | 'xlsx',
  document: PlanDocument,
  compounds: Compound[],
  divisions: Division[],
) {
  if (format === 'geojson') return { type: 'application/geo+json', body: JSON.stringify(features(compounds)) }
  const table = tableOf(document, compounds, divisions)
  if (format === 'csv') return { type: 'text/csv; charset=utf-8', body: csvOf(table) }
  const [head = [], ...rows] = table
  return { type: XLSX, body: await workbookOf([{ name: '台账', head: head.map(String), rows }]) }
}

function tableOf(document: PlanDocument, compounds: Compound[], divisions: Division[]): Cell[][] {
  const names = new Map(divisions.map(division => [division.id, division.name]))
  const modes = new Map(
    choicesOf(document, indicatorOf(document, shownIndicator(document))!).map(choice => [choice.id, choice.zh]),
  )
  const others = [...new Set(compounds.flatMap(compound => Object.keys(compound.values)))].sort()
  const head = [
    '编号',
    '小区名称',
    '乡镇',
    '社区',
    '户数',
    '建筑面积',
    '楼栋数',
    '管理模式',
    '起始日期',
    ...others.map(id => indicatorOf(document, id)?.zh ?? id),
  ]
  const rows = compounds.map(compound => [
    compound.code,
    compound.name,
    names.get(compound.town ?? 0) ?? null,
    names.get(compound.community ?? 0) ?? null,
    compound.households,
    compound.floor_area,
    compound.buildings,
    modes.get(compound.management ?? '') ?? compound.management,
    compound.since,
    ...others.map(id => compound.values[id] ?? null),
  ])
  return [head, ...rows]
}

const features = (compounds: Compound[]) => ({
  type: 'FeatureCollection',
  features: compounds.map(({ at, id, ...properties }) => ({
    type: 'Feature',
    id,
    geometry: at && { type: 'Point', coordinates: at },
    properties,
  })),
})
