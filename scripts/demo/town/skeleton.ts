import { readFileSync } from 'node:fs'
import type { Line } from '../plane/network.ts'
import { distance, minus, plus, type Spot, unit } from '../plane/shapes.ts'
import type { Random } from '../random.ts'

type Pair = [number, number]
type TownFile = {
  kinds: Record<string, { setback: number }>
  core: Spot
  settlement: Spot
  lines: { kind: string; name?: string; closed?: boolean; points: Pair[] }[]
  lake: { name: string; points: Pair[] }
  villages: Pair[]
  communities: { code: string; name: string; town: string; anchors: Pair[] }[]
}

export type Quarter = { code: string; name: string; town: string; anchors: Spot[] }
export type Skeleton = {
  lines: Line[]
  core: Spot
  settlement: Spot
  lake: { name: string; points: Spot[] }
  villages: Spot[]
  quarters: Quarter[]
}

/** How a town differs from the drawn one: mirrored east to west, turned (radians), scaled. */
export type Bend = { mirror: boolean; angle: number; scale: number }

const drawn = JSON.parse(readFileSync(new URL('../../../data/demo/town.json', import.meta.url), 'utf8')) as TownFile

/** The drawn lines of the town, bent as asked, every corner nudged by the seed, then smoothed. */
export const makeSkeleton = (random: Random, bend: Bend): Skeleton => {
  const place = (spot: Spot): Spot => {
    const x = (bend.mirror ? -spot.x : spot.x) * bend.scale
    const y = spot.y * bend.scale
    return {
      x: x * Math.cos(bend.angle) - y * Math.sin(bend.angle),
      y: x * Math.sin(bend.angle) + y * Math.cos(bend.angle),
    }
  }
  const at = ([x, y]: Pair) => place({ x, y })
  const nudged = (pair: Pair) => plus(at(pair), { x: random.between(-9, 9), y: random.between(-9, 9) })
  return {
    lines: drawn.lines.map(({ kind, name, closed, points }) => ({
      kind,
      name,
      closed: closed ?? false,
      setback: drawn.kinds[kind]!.setback,
      points: smooth(
        closed ? points.map(nudged) : reaching(points.map(nudged)),
        closed ?? false,
        kind === 'lane' ? 70 : 55,
      ),
    })),
    core: place(drawn.core),
    settlement: place(drawn.settlement),
    lake: { name: drawn.lake.name, points: smooth(drawn.lake.points.map(nudged), true, 40) },
    villages: drawn.villages.map(at),
    quarters: drawn.communities.map(quarter => ({ ...quarter, anchors: quarter.anchors.map(at) })),
  }
}

/** Both ends 45 m longer, so that a street meant to end at another one crosses it. */
const reaching = (points: Spot[]): Spot[] => {
  const [first, second] = [points[0]!, points[1]!]
  const [last, before] = [points.at(-1)!, points.at(-2)!]
  return [
    plus(first, unit(minus(first, second)), 45),
    ...points.slice(1, -1),
    plus(last, unit(minus(last, before)), 45),
  ]
}

/** A curve through all points, in steps of about `step` metres. */
export const smooth = (points: Spot[], closed: boolean, step: number): Spot[] => {
  const count = points.length
  const get = (at: number) => (closed ? points[(at + count) % count]! : points[Math.max(0, Math.min(count - 1, at))]!)
  const curve: Spot[] = []
  for (let at = 0; at < (closed ? count : count - 1); at++) {
    const [a, b, c, d] = [get(at - 1), get(at), get(at + 1), get(at + 2)]
    const steps = Math.max(1, Math.round(distance(b, c) / step))
    for (let part = 0; part < steps; part++) curve.push(between(a, b, c, d, part / steps))
  }
  return closed ? curve : [...curve, points.at(-1)!]
}

const between = (a: Spot, b: Spot, c: Spot, d: Spot, t: number): Spot => {
  const on = (p: number, q: number, r: number, s: number) =>
    q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))
  return { x: on(a.x, b.x, c.x, d.x), y: on(a.y, b.y, c.y, d.y) }
}
