import { readFileSync } from 'node:fs'
import type { Cell } from '#core/imports/cells.ts'
import { readLedger } from '#core/imports/ledger.ts'
import type { ShapeFeature } from '#core/imports/match-shapes.ts'
import { type ImportInput, planChange } from '#core/imports/plan-change.ts'
import type { KnownCompound, Span, Standing } from '#core/imports/standing.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

export const PLAN = JSON.parse(readFileSync('data/plans/xx-county-2024.json', 'utf8')) as PlanDocument
export const AS_OF = '2024-10-18'
export const EMPTY: Standing = { frozen: false, divisions: [], organisations: [], compounds: [] }
export const HEADER = ['编号', '小区名称', '镇（街道）', '社区', '户数', '管理模式', '物业公司', '进驻日期']

export const ledgerOf = (...rows: Cell[][]) =>
  readLedger({ plan: PLAN, latest_on: '2024-12-31' }, [{ name: '台账', rows }])

/** A square compound of about 100 m, its south-west corner at lon/lat. */
export const square = (lon: number, lat: number, size = 0.001): ShapeFeature['geometry'] => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [lon, lat],
        [lon + size, lat],
        [lon + size, lat + size],
        [lon, lat + size],
        [lon, lat],
      ],
    ],
  ],
})

export const feature = (given: Partial<ShapeFeature>): ShapeFeature => ({
  number: 1,
  code: null,
  name: null,
  community: null,
  level: null,
  parent: null,
  geometry: square(112, 34),
  ...given,
})

export const span = (value: string, from_on: string, more: Partial<Span> = {}): Span => ({
  from_on,
  to_on: 'infinity',
  value,
  organisation: null,
  observation: 1,
  ...more,
})

export const compound = (id: number, code: string, name: string, more: Partial<KnownCompound> = {}): KnownCompound => ({
  id,
  code,
  shape: null,
  ...more,
  spans: {
    name: [span(name, '2024-03-11')],
    community: [span('3', '2024-03-11')],
    roster: [span('in', '2024-03-11')],
    ...more.spans,
  },
})

/** One county, one town, one community: 城关镇, 东关社区. */
export const TOWN: Standing = {
  ...EMPTY,
  divisions: [
    { id: 1, code: 'XX县', name: 'XX县', named: true, level: 'county', parent: null, shape: null },
    { id: 2, code: '城关镇', name: '城关镇', named: true, level: 'town', parent: 1, shape: null },
    { id: 3, code: '城关镇/东关社区', name: '东关社区', named: true, level: 'community', parent: 2, shape: null },
  ],
}

export const change = (standing: Standing, input: Partial<ImportInput>) =>
  planChange(PLAN, standing, {
    ledger: null,
    shapes: [],
    divisions: [],
    as_of: AS_OF,
    datum_said: false,
    undo: {},
    ...input,
  })

export const codes = (faults: { code?: string }[]) => faults.map(({ code }) => code)
