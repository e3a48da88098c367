import type { Face, Network } from '../plane/network.ts'
import { centreOf, distance, isInside, type Spot } from '../plane/shapes.ts'
import type { Quarter } from './skeleton.ts'

/** Crossing a river or a wide road is long for a community: so its border follows them. */
const toll: Record<string, number> = { river: 5, moat: 2.2, main: 1.7, street: 1.1, lane: 0.7, border: 1 }

/** For every face the index of its quarter, grown outwards from the anchors so that each quarter is one piece. */
export const assignQuarters = (network: Network, quarters: Quarter[]): Map<number, number> => {
  const ringOf = (face: Face) => face.nodes.map(id => network.nodes[id]!)
  const centres = new Map(network.faces.map(face => [face.id, centreOf(ringOf(face))]))
  const byArea = [...network.faces].sort((a, b) => a.area - b.area)
  const owner = new Map<number, number>()
  const open: { face: number; quarter: number; cost: number }[] = []
  for (const [index, quarter] of quarters.entries())
    for (const anchor of quarter.anchors) {
      const face = byArea.find(one => isInside(anchor, ringOf(one)))
      if (face) open.push({ face: face.id, quarter: index, cost: 0 })
    }
  while (open.length > 0) {
    const best = open.reduce((least, one, at) => (one.cost < open[least]!.cost ? at : least), 0)
    const [here] = open.splice(best, 1)
    if (!here || owner.has(here.face)) continue
    owner.set(here.face, here.quarter)
    for (const side of network.faces[here.face]!.sides) {
      const edge = network.edges[side]!
      const next = edge.faces.find(face => face !== here.face)
      if (next === undefined || owner.has(next)) continue
      const far = distance(centres.get(here.face) as Spot, centres.get(next) as Spot)
      open.push({ face: next, quarter: here.quarter, cost: here.cost + far * toll[network.lines[edge.line]!.kind]! })
    }
  }
  return owner
}

/** The rings (as nodes) around all faces for which `holds`; the first ring of each outline is its shell. */
export const outlineOf = (network: Network, holds: (face: number) => boolean): number[][] => {
  const next = new Map<number, { to: number; edge: number }[]>()
  for (const face of network.faces)
    if (holds(face.id))
      face.sides.forEach((side, at) => {
        const other = network.edges[side]!.faces.find(one => one !== face.id)
        if (other !== undefined && holds(other)) return
        const from = face.nodes[at]!
        next.set(from, [...(next.get(from) ?? []), { to: face.nodes[(at + 1) % face.nodes.length]!, edge: side }])
      })
  const rings: number[][] = []
  for (const start of next.keys())
    while (next.get(start)?.length) {
      const ring: number[] = []
      let at = start
      do {
        ring.push(at)
        at = turnOff(network, ring.at(-2), at, next.get(at)!)
      } while (at !== start)
      rings.push(ring)
    }
  return rings
}

/** At a node where two corners of one outline touch, the leftmost way keeps the rings apart. */
const turnOff = (network: Network, before: number | undefined, at: number, ways: { to: number }[]) => {
  const bearing = (to: number) => {
    const [a, b] = [network.nodes[at]!, network.nodes[to]!]
    return Math.atan2(b.y - a.y, b.x - a.x)
  }
  const back = before === undefined ? 0 : bearing(before)
  const swing = (to: number) => (bearing(to) - back + 4 * Math.PI) % (2 * Math.PI)
  const best = ways.reduce((most, way, index) => (swing(way.to) > swing(ways[most]!.to) ? index : most), 0)
  return ways.splice(best, 1)[0]!.to
}
