import type { MultiPolygon } from 'geojson'
import type { Network } from '../plane/network.ts'
import { areaOf, isInside } from '../plane/shapes.ts'
import type { DemoDivision } from '../types.ts'
import { type Projector, ringOf } from './project.ts'
import { outlineOf } from './quarters.ts'
import type { Quarter } from './skeleton.ts'

export type DivisionNames = { county: string; towns: Record<string, string> }

/** County, towns and communities as unions of the same faces: so shared borders are the same points. */
export const makeDivisions = (
  network: Network,
  quarters: Quarter[],
  quarterOf: Map<number, number>,
  names: DivisionNames,
  project: Projector,
): DemoDivision[] => {
  const shape = (holds: (quarter: Quarter) => boolean) =>
    outlineShape(network, face => holds(quarters[quarterOf.get(face) ?? -1] ?? quarters[0]!), project)
  return [
    { code: 'county', level: 'county', parent: null, name: names.county, geometry: shape(() => true) },
    ...Object.entries(names.towns).map(([code, name]): DemoDivision => {
      const geometry = shape(quarter => quarter.town === code)
      return { code: `town-${code}`, level: 'town', parent: 'county', name, geometry }
    }),
    ...quarters.map(
      (quarter): DemoDivision => ({
        code: quarter.code,
        level: 'community',
        parent: `town-${quarter.town}`,
        name: quarter.name,
        geometry: shape(one => one === quarter),
      }),
    ),
  ]
}

const outlineShape = (network: Network, holds: (face: number) => boolean, project: Projector): MultiPolygon => {
  const rings = outlineOf(network, holds).map(ring => ring.map(id => network.nodes[id]!))
  const shells = rings.filter(ring => areaOf(ring) > 0)
  const holes = rings.filter(ring => areaOf(ring) < 0)
  const coordinates = shells.map(shell => {
    const own = holes.filter(hole => isInside(hole.find(spot => !shell.includes(spot)) ?? hole[0]!, shell))
    return [ringOf(shell, project), ...own.map(hole => ringOf(hole, project, true))]
  })
  return { type: 'MultiPolygon', coordinates }
}
