import { cutRing, landOf } from '../plane/cut.ts'
import type { Face, Network } from '../plane/network.ts'
import {
  areaOf,
  boxAround,
  type Corner,
  centreOf,
  distance,
  distanceToLine,
  isInside,
  left,
  plus,
  type Spot,
  turn,
} from '../plane/shapes.ts'
import type { Random } from '../random.ts'
import type { Skeleton } from './skeleton.ts'

/** Land between streets for one owner: convex, every setback already kept. `town` says how much of a town it lies in, 0..1. */
export type Parcel = { ring: Spot[]; area: number; centre: Spot; quarter: number; town: number }
export type Lane = { kind: 'street' | 'lane'; points: Spot[] }
export type Parcelling = { parcels: Parcel[]; lanes: Lane[]; greens: Spot[][] }

export const townness = (spot: Spot, skeleton: Skeleton) => {
  const away = distance(spot, skeleton.core) / 2350
  const south = distance(spot, skeleton.settlement) / 720
  return Math.max(0, 1 - away ** 2, (1 - south ** 2) * 0.95)
}

/** Cuts every block into parcels; blocks that are mostly water bank are green. */
export const makeParcels = (
  random: Random,
  network: Network,
  skeleton: Skeleton,
  quarterOf: Map<number, number>,
): Parcelling => {
  const out: Parcelling = { parcels: [], lanes: [], greens: [] }
  for (const face of network.faces) {
    const ring = cornersOf(network, face)
    if (bankShare(network, face) > 0.4 && face.area < 400_000) {
      if (townness(centreOf(ring), skeleton) > 0.1) out.greens.push(ring)
      continue
    }
    cutBlock(random, ring, skeleton, quarterOf.get(face.id) ?? 0, out)
  }
  return out
}

const cornersOf = (network: Network, face: Face): Corner[] =>
  face.nodes.map((id, at) => {
    const { x, y } = network.nodes[id]!
    return { x, y, setback: network.lines[network.edges[face.sides[at]!]!.line]!.setback }
  })

const bankShare = (network: Network, face: Face) => {
  let [bank, whole] = [0, 0]
  for (const side of face.sides) {
    const edge = network.edges[side]!
    const length = distance(network.nodes[edge.from]!, network.nodes[edge.to]!)
    whole += length
    if (/river|moat/.test(network.lines[edge.line]!.kind)) bank += length
  }
  return bank / whole
}

const parcelSize = (random: Random, centre: Spot, town: number, skeleton: Skeleton) => {
  const near = distance(centre, skeleton.core)
  if (town < 0.1) return random.between(60_000, 200_000)
  if (near < 650) return random.between(4_500, 13_000)
  if (near < 1500) return random.between(8_000, 25_000)
  if (distance(centre, skeleton.settlement) < 800) return random.between(5_500, 17_000)
  return random.between(12_000, 42_000)
}

const cutBlock = (random: Random, ring: Corner[], skeleton: Skeleton, quarter: number, out: Parcelling) => {
  const area = areaOf(ring)
  const centre = centreOf(ring)
  const town = townness(centre, skeleton)
  const box = boxAround(ring)
  const bulky = box.half * box.halfAcross * 4 > area * 1.6 && area > 8_000
  if (!bulky && area < parcelSize(random, centre, town, skeleton) * 1.35 && box.half < box.halfAcross * 2.6)
    return addParcel(ring, skeleton, quarter, out)
  const wide = area > 52_000
  const lane = !wide && area > 15_000 && random.chance(0.5)
  const setback = wide ? 8.5 : lane ? 5 : 1.3
  const through = plus(box.centre, box.along, box.half * random.between(-0.22, 0.22))
  const cut = cutRing(ring, through, turn(left(box.along), random.between(-0.06, 0.06)), setback)
  if (!cut || cut.parts.some(part => areaOf(part) < 700)) return addParcel(ring, skeleton, quarter, out)
  if ((wide || lane) && town > 0.12) out.lanes.push({ kind: wide ? 'street' : 'lane', points: cut.chord })
  for (const part of cut.parts) cutBlock(random, part, skeleton, quarter, out)
}

const addParcel = (ring: Corner[], skeleton: Skeleton, quarter: number, out: Parcelling) => {
  const land = landOf(ring)
  if (land.length < 3) return
  const area = areaOf(land)
  const centre = centreOf(land)
  const lake = skeleton.lake.points
  if (area < 700 || isInside(centre, lake) || distanceToLine(centre, lake) < Math.sqrt(area)) return
  out.parcels.push({ ring: land, area, centre, quarter, town: townness(centre, skeleton) })
}
