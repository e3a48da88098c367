import { keepLeft } from '../plane/cut.ts'
import { areaOf, boxAround, centreOf, isInside, left, plus, type Spot } from '../plane/shapes.ts'
import type { Day, DemoCompound } from '../types.ts'
import { type Projector, polygonOf } from './project.ts'
import type { Site } from './sites.ts'

/** Cuts a yard across its long side into two parts with their own codes; the houses go with the land, the facts in proportion. */
export const splitYard = (
  whole: DemoCompound,
  site: Site,
  codes: [string, string],
  day: Day,
  project: Projector,
): DemoCompound[] => {
  const box = boxAround(site.ring)
  const across = left(box.along)
  const sides = [across, { x: -across.x, y: -across.y }].map(along =>
    keepLeft(site.ring, plus(box.centre, left(along), 3), along),
  ) as [Spot[], Spot[]]
  const houses = sides.map(ring => site.houses.filter(house => isInside(centreOf(house), ring)))
  const share = areaOf(sides[0]) / (areaOf(sides[0]) + areaOf(sides[1]))
  whole.until = day
  return sides.map((ring, at) => {
    const part = (value: number) => (at === 0 ? Math.round(value * share) : value - Math.round(value * share))
    return {
      ...whole,
      code: codes[at]!,
      name: `${whole.name}${'东西'[at]}院`,
      households: part(whole.households),
      floor_area: part(whole.floor_area),
      buildings: houses[at]!.length,
      geometry: { type: 'MultiPolygon', coordinates: [polygonOf(ring, project).coordinates] },
      from: day,
      until: null,
      buildings_geometry: houses[at]!.filter(house => house.every(spot => isInside(spot, ring))).map(house =>
        polygonOf(house, project),
      ),
    }
  })
}

/** The one that stays takes the land and the houses of the one that goes. */
export const mergeYards = (stays: DemoCompound, goes: DemoCompound, day: Day) => {
  stays.geometry = {
    type: 'MultiPolygon',
    coordinates: [...stays.geometry!.coordinates, ...goes.geometry!.coordinates],
  }
  stays.buildings_geometry = [...stays.buildings_geometry, ...goes.buildings_geometry]
  goes.buildings_geometry = []
  goes.until = day
}
