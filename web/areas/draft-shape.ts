import type { MultiPolygon } from 'geojson'
import type { DraftBody } from '#core/api/areas.ts'
import { type DraftShape, toMultiPolygon } from '#core/areas/shape.ts'

/** What of a draft closes, as it would be published. */
export const draftShape = ({ shape }: Pick<DraftBody, 'shape'>): MultiPolygon | null =>
  shape ? toMultiPolygon(shape as unknown as DraftShape) : null
