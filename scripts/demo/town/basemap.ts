import type { Network } from '../plane/network.ts'
import { distance, isInside, left, minus, plus, type Spot, turn, unit } from '../plane/shapes.ts'
import type { Random } from '../random.ts'
import type { BasemapFeature } from '../types.ts'
import type { Parcel, Parcelling } from './parcels.ts'
import type { Skeleton } from './skeleton.ts'
import { fillYard, styles } from './yards.ts'

/** A feature still in metres; `shape` tells how its points are to be read. */
export type PlaneFeature = Omit<BasemapFeature, 'geometry'> & { shape: 'area' | 'line' | 'point'; points: Spot[] }

/** Water, roads, greens, and the buildings of all parcels that hold no compound. */
export const drawBasemap = (
  random: Random,
  network: Network,
  skeleton: Skeleton,
  { lanes, greens }: Parcelling,
  free: Parcel[],
): PlaneFeature[] => {
  const parks = parksAmong(free)
  return [
    ...greens.map((points): PlaneFeature => ({ layer: 'green', shape: 'area', points })),
    ...waters(skeleton),
    ...parks.map(
      ({ ring }, at): PlaneFeature => ({ layer: 'green', shape: 'area', points: ring, name: parkNames[at]! }),
    ),
    ...roads(network, skeleton),
    ...lanes.map(({ kind, points }): PlaneFeature => ({ layer: 'road', shape: 'line', points, class: kind })),
    ...places(skeleton),
    ...[
      ...otherHouses(
        random,
        free.filter(parcel => !parks.includes(parcel)),
      ),
      ...villages(random, skeleton),
    ].map((points): PlaneFeature => ({ layer: 'building', shape: 'area', points })),
  ]
}

const parkNames = ['文昌公园', '人民公园', '东湖游园', '南屏游园']

/** The largest leftover parcel near each of a few points spread over the town. */
const parksAmong = (left: Parcel[]): Parcel[] => {
  const parks: Parcel[] = []
  for (const parcel of [...left].sort((a, b) => b.area - a.area)) {
    if (parks.length === parkNames.length) break
    const apart = parks.every(park => distance(park.centre, parcel.centre) > 900)
    if (parcel.town > 0.45 && parcel.area < 60_000 && apart) parks.push(parcel)
  }
  return parks
}

const waters = (skeleton: Skeleton): PlaneFeature[] => [
  ...skeleton.lines
    .filter(line => line.kind === 'river' || line.kind === 'moat')
    .flatMap(({ kind, name, points }): PlaneFeature[] => [
      { layer: 'water', shape: 'area', points: widened(points, kind === 'river' ? 32 : 8) },
      { layer: 'river', shape: 'line', points, name },
    ]),
  { layer: 'water', shape: 'area', points: skeleton.lake.points, name: skeleton.lake.name },
]

/** A band around a line whose half width breathes a little, as a river's does. */
const widened = (points: Spot[], half: number): Spot[] => {
  const bank = (sign: number) =>
    points.map((spot, at) => {
      const ahead = unit(minus(points[Math.min(at + 1, points.length - 1)]!, points[Math.max(at - 1, 0)]!))
      return plus(spot, left(ahead), sign * half * (1 + 0.18 * Math.sin(at * 0.7) + 0.12 * Math.sin(at * 0.23 + 1)))
    })
  return [...bank(-1), ...bank(1).reverse()]
}

/** A road keeps the stretches that lead somewhere, and whatever runs out over the border. */
const roads = (network: Network, skeleton: Skeleton): PlaneFeature[] => {
  const border = skeleton.lines.find(line => line.kind === 'border')!.points
  return network.lines.flatMap((line, at): PlaneFeature[] => {
    const kind = line.kind
    if (kind !== 'main' && kind !== 'street' && kind !== 'lane') return []
    const runs: number[][] = []
    for (const edge of network.edges) {
      if (edge.line !== at) continue
      const ends = [network.nodes[edge.from]!, network.nodes[edge.to]!]
      if (edge.faces.length === 0 && ends.every(node => isInside(node, border))) continue
      const last = runs.at(-1)
      if (last?.at(-1) === edge.from) last.push(edge.to)
      else runs.push([edge.from, edge.to])
    }
    return runs.map(run => ({
      layer: 'road',
      shape: 'line',
      points: run.map(id => network.nodes[id]!),
      name: line.name,
      class: kind,
    }))
  })
}

const otherHouses = (random: Random, left: Parcel[]) =>
  left.flatMap(parcel => {
    const built = parcel.town * 0.75 + 0.12
    if (parcel.town < 0.03 || parcel.area > 45_000 || !random.chance(built)) return []
    const style =
      parcel.area > 14_000
        ? random.pick([styles.works, styles.school])
        : random.pick([styles.shops, styles.shops, styles.village])
    return fillYard(random, parcel.ring, style)
  })

const places = (skeleton: Skeleton): PlaneFeature[] => [
  { layer: 'place', shape: 'point', points: [skeleton.settlement], name: '南屏' },
  ...skeleton.villages.map(
    (spot, at): PlaneFeature => ({ layer: 'place', shape: 'point', points: [spot], name: villageNames[at]! }),
  ),
]

const villageNames = [
  '上洼',
  '柏树坪',
  '石门',
  '后沟',
  '东岭',
  '杨湾',
  '枣园',
  '坡底',
  '前沟',
  '北寨',
  '槐树岭',
  '库上',
]

/** Loose clusters of small houses far from the town, each along its own lane. */
const villages = (random: Random, skeleton: Skeleton) =>
  skeleton.villages.flatMap(centre => {
    const angle = random.between(-0.5, 0.5)
    const [wide, deep] = [random.between(70, 130), random.between(45, 80)]
    const ring = [
      [-1, -0.6],
      [-0.3, -1],
      [0.8, -0.8],
      [1, 0.3],
      [0.4, 1],
      [-0.7, 0.8],
    ].map(([x, y]) => plus(centre, turn({ x: x! * wide, y: y! * deep }, angle)))
    return fillYard(random, ring, styles.village)
  })
