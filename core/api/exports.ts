import Type, { type Static } from 'typebox'
import { PlanId, SubjectId, When } from './common.ts'

export const EXPORT_FORMATS = ['xlsx', 'csv', 'geojson', 'shp', 'gpkg'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const ExportParams = Type.Object(
  { plan: PlanId, kind: Type.Enum(['compounds', 'areas']) },
  { additionalProperties: false },
)

/** `encoding` is of a Shapefile's attributes; `ids` names single compounds or areas, comma between them. */
export const ExportQuery = Type.Object(
  {
    ...When,
    format: Type.Enum([...EXPORT_FORMATS]),
    encoding: Type.Optional(Type.Enum(['utf8', 'gbk'])),
    division: Type.Optional(SubjectId),
    ids: Type.Optional(Type.String({ maxLength: 20_000, pattern: '^[0-9]{1,15}(,[0-9]{1,15})*$' })),
  },
  { additionalProperties: false },
)
export type ExportQuery = Static<typeof ExportQuery>
