import { distance } from '../plane/shapes.ts'
import type { Random } from '../random.ts'
import type { Site } from '../town/sites.ts'
import type { Day, DemoCompound } from '../types.ts'
import { addDays, daysBetween } from './days.ts'

export type Mode = 'professional' | 'work_unit' | 'self_governed' | 'floating'
export type Part = { compound: DemoCompound; mode: Mode; first: Day }
export type Cast = {
  covered: Part[]
  uncovered: DemoCompound[]
  /** Two neighbours that become one, and one yard that becomes two; all run by their owners. */
  merged: [DemoCompound, DemoCompound]
  split: DemoCompound
}
export type CastOrder = {
  covered: Record<string, number>
  modes: Record<'professional' | 'work_unit' | 'floating', number>
  covered_by: [Day, number][]
}

/** Who is managed by whom since when: counts by community, by mode and by day come out exactly as ordered. */
export const makeCast = (
  random: Random,
  compounds: DemoCompound[],
  spots: Map<string, Site>,
  order: CastOrder,
): Cast => {
  const ease = new Map(compounds.map(one => [one.code, easeOf(one) + random.between(0, 0.8)]))
  const easiest = (list: DemoCompound[]) => [...list].sort((a, b) => ease.get(b.code)! - ease.get(a.code)!)
  const chosen = Object.entries(order.covered).flatMap(([community, count]) =>
    easiest(compounds.filter(one => one.community === community)).slice(0, count),
  )
  const shareOf = (one: DemoCompound) =>
    order.covered[one.community]! / compounds.filter(other => other.community === one.community).length
  const soon = new Map(
    chosen.map(one => [one.code, shareOf(one) * 1.1 + ease.get(one.code)! * 0.3 + random.between(0, 1)]),
  )
  const queue = [...chosen].sort((a, b) => soon.get(b.code)! - soon.get(a.code)!)
  const early = queue.slice(0, Math.floor(queue.length / 2))
  const merged = closestPair(
    early.filter(one => one.buildings > 1 && !one.unit_yard),
    spots,
  )
  const split = [...early]
    .filter(one => !merged.includes(one) && !one.unit_yard && spots.get(one.code)!.ring.length <= 5)
    .sort((a, b) => b.buildings - a.buildings)[0]!
  const modeOf = dealModes(chosen, order.modes, new Set([...merged, split]))
  const days = spreadDays(random, order.covered_by)
  return {
    covered: queue.map((compound, at) => ({ compound, mode: modeOf.get(compound.code)!, first: days[at]! })),
    uncovered: compounds.filter(one => !soon.has(one.code)),
    merged,
    split,
  }
}

const easeOf = (one: DemoCompound) =>
  (one.unit_yard ? 0.25 : 0) + (one.condition === 'good' ? 0.2 : 0) + Math.min(0.3, one.households / 1000)

const closestPair = (list: DemoCompound[], spots: Map<string, Site>): [DemoCompound, DemoCompound] => {
  let best: { pair: [DemoCompound, DemoCompound]; far: number } = { pair: [list[0]!, list[1]!], far: Infinity }
  list.forEach((one, at) => {
    for (const other of list.slice(at + 1)) {
      if (other.community !== one.community) continue
      const far = distance(spots.get(one.code)!.centre, spots.get(other.code)!.centre)
      if (far < best.far) best = { pair: [one, other], far }
    }
  })
  return best.pair
}

/** Follows the plan's classification, apart from the last few of each mode. */
const dealModes = (chosen: DemoCompound[], counts: CastOrder['modes'], owners: Set<DemoCompound>) => {
  const mode = new Map<string, Mode>()
  const deal = (to: Mode, count: number, fit: ((one: DemoCompound) => boolean)[]) => {
    let given = 0
    for (const test of fit)
      for (const one of chosen) {
        if (given === count || mode.has(one.code) || owners.has(one) || !test(one)) continue
        mode.set(one.code, to)
        given++
      }
  }
  const single = (one: DemoCompound) => one.buildings === 1
  deal('floating', counts.floating - 2, [single])
  deal('floating', 2 + Math.max(0, counts.floating - 2 - mode.size), [
    one => one.households < 45,
    one => one.buildings < 4,
  ])
  deal('professional', counts.professional, [
    one => one.unit_yard && one.condition === 'good',
    one => one.condition === 'good' && one.households > 130,
    one => !one.unit_yard && one.households > 150,
    one => one.unit_yard && one.households > 120,
    one => !single(one),
  ])
  deal('work_unit', counts.work_unit, [one => one.unit_yard, one => !single(one)])
  for (const one of chosen) if (!mode.has(one.code)) mode.set(one.code, 'self_governed')
  return mode
}

/** The day of the first, second, … compound, evenly between the days by which so many are covered. */
const spreadDays = (random: Random, points: [Day, number][]): Day[] =>
  points.slice(1).flatMap(([to, count], at) => {
    const [from, before] = points[at]!
    const long = daysBetween(from, to)
    return Array.from({ length: count - before }, (_, index) => {
      const share = (index + random.between(0.2, 1)) / (count - before)
      return addDays(from, Math.max(1, Math.min(long, Math.ceil(share * long))))
    }).sort()
  })
