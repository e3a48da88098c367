import { makeNetwork } from '../plane/network.ts'
import type { Random } from '../random.ts'
import type { BasemapFeature, DemoDivision } from '../types.ts'
import { drawBasemap, type PlaneFeature } from './basemap.ts'
import { type DivisionNames, makeDivisions } from './divisions.ts'
import { makeParcels } from './parcels.ts'
import { makeProjector, type Place, type Projector, polygonOf } from './project.ts'
import { assignQuarters } from './quarters.ts'
import { type Quota, type Site, settle } from './sites.ts'
import { type Bend, makeSkeleton, type Quarter } from './skeleton.ts'

export type TownOrder = {
  place: Place
  bend: Bend
  names: DivisionNames
  /** One for each quarter kept, in the drawn order; the land of the others falls to these. */
  quotas: Record<string, Quota>
  /** Other names, and other towns, for the quarters. */
  renamed?: Record<string, { name: string; town: string }>
}
export type Town = {
  quarters: Quarter[]
  divisions: DemoDivision[]
  sites: Site[][]
  basemap: BasemapFeature[]
  project: Projector
}

/** A whole town on paper: streets first, then communities, parcels, yards and what lies between. */
export const makeTown = (random: Random, order: TownOrder): Town => {
  const skeleton = makeSkeleton(random, order.bend)
  const project = makeProjector(order.place)
  const quarters = skeleton.quarters
    .filter(quarter => order.quotas[quarter.code])
    .map(quarter => ({ ...quarter, ...order.renamed?.[quarter.code] }))
  const network = makeNetwork(skeleton.lines)
  const quarterOf = assignQuarters(network, quarters)
  const parcelling = makeParcels(random, network, skeleton, quarterOf)
  const { sites, left } = settle(
    random,
    parcelling.parcels,
    quarters.map(quarter => order.quotas[quarter.code]!),
  )
  const drawn = drawBasemap(random, network, skeleton, parcelling, left)
  const divisions = makeDivisions(network, quarters, quarterOf, order.names, project)
  return { quarters, divisions, sites, basemap: drawn.map(one => featureOf(one, project)), project }
}

const featureOf = ({ shape, points, name, ...rest }: PlaneFeature, project: Projector): BasemapFeature => {
  const named = name ? { ...rest, name } : rest
  if (shape === 'area') return { ...named, geometry: polygonOf(points, project) }
  if (shape === 'line') return { ...named, geometry: { type: 'LineString', coordinates: points.map(project) } }
  return { ...named, geometry: { type: 'Point', coordinates: project(points[0]!) } }
}
