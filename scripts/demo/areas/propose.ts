import type { LineString, MultiPolygon } from 'geojson'
import { checkArea } from '#core/areas/check-area.ts'
import { AREA_ISSUES } from '#core/areas/issues.ts'
import { proposeBoundary } from '#core/areas/propose-boundary.ts'
import { toMultiPolygon } from '#core/areas/shape.ts'
import type { DemoCounty } from '../types.ts'
import { boxOf, type Located, meet } from './groups.ts'

/** About a hundred and fifty metres: as far as streets and neighbours matter to a yard. */
const AROUND = 1.5e-3

/** Draws boundaries as the desk proposes them, each clear of those drawn before; null where none could be published. A yard alone is taken over as it is. */
export function makeProposer({
  divisions,
  compounds,
  basemap,
}: Pick<DemoCounty, 'divisions' | 'compounds' | 'basemap'>) {
  const borders = new Map(divisions.map(each => [each.code, each]))
  const yards = compounds
    .filter((one): one is Located => one.geometry !== null)
    .map(one => ({ one, shape: one.geometry, box: boxOf(one.geometry) }))
  const lines = basemap
    .filter(({ layer, geometry }) => (layer === 'road' || layer === 'river') && geometry.type === 'LineString')
    .map(({ layer, class: of_class = null, name = null, geometry }) => {
      const shape = geometry as LineString
      return {
        layer,
        class: of_class,
        name,
        shape,
        box: boxOf({ type: 'MultiPolygon', coordinates: [[shape.coordinates]] }),
      }
    })
  const drawn: { shape: MultiPolygon; box: ReturnType<typeof boxOf> }[] = []

  return (group: Located[]): MultiPolygon | null => {
    if (group.length === 1) return group[0]!.geometry
    const window = boxOf({ type: 'MultiPolygon', coordinates: group.flatMap(one => one.geometry.coordinates) }, AROUND)
    const near = <T extends { box: ReturnType<typeof boxOf> }>(list: T[]) => list.filter(each => meet(window, each.box))
    const community = borders.get(group[0]!.community)!
    const place = { community: community.geometry, town: borders.get(community.parent!)!.geometry }
    const neighbours = near(drawn).map(({ shape }) => shape)
    const proposal = proposeBoundary({
      ...place,
      picked: group.map(one => one.geometry),
      others: near(yards).flatMap(({ one, shape }) => (group.includes(one) ? [] : [shape])),
      neighbours,
      lines: near(lines),
    })
    const shape = proposal.ok ? toMultiPolygon(proposal.shape) : null
    const issues = checkArea({
      ...place,
      kind: 'management_area',
      shape,
      picks: [],
      ground: 'enclosed',
      neighbours: neighbours.map((each, id) => ({ id, name: '', shape: each })),
      compounds: near(yards).map(({ one, shape }, id) => ({
        id,
        name: one.name,
        shape,
        covered: true,
        taken_by: null,
      })),
    })
    if (!shape || issues.some(({ code }) => AREA_ISSUES[code] === 'refuse')) return null
    drawn.push({ shape, box: boxOf(shape) })
    return shape
  }
}
