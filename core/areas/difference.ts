import type { MultiPolygon } from 'geojson'
import { squareMetres } from './frame.ts'
import { difference, grown, isValid, type Shape } from './geometry.ts'
import { STRIP_DEGREES } from './issues.ts'

export interface ShapeDifference {
  gained: MultiPolygon | null
  lost: MultiPolygon | null
  gained_m2: number
  lost_m2: number
}

/** What a shape gained and lost against another; strips narrower than 5 cm are roundings and not shown. */
export function shapeDifference(before: MultiPolygon | null, after: MultiPolygon | null): ShapeDifference {
  const [was, is] = [comparable(before), comparable(after)]
  const gained = wide(difference(is, was))
  const lost = wide(difference(was, is))
  return { gained, lost, gained_m2: squareMetres(gained), lost_m2: squareMetres(lost) }
}

/** A draft may cross itself; to be compared, and for nothing else, it is mended. */
const comparable = (shape: Shape): Shape => (isValid(shape) ? shape : grown(shape, 0))

function wide(shape: Shape): Shape {
  const coordinates = (shape?.coordinates ?? []).filter(part =>
    grown({ type: 'MultiPolygon', coordinates: [part] }, -STRIP_DEGREES),
  )
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null
}
