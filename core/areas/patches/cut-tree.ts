import type { Edge } from './spanning-forest.ts'

/** A cut may leave its sides this far from their due, as a share of one patch; of those that do the longest edge is cut. */
const TOLERANCE = 0.25

interface Cut {
  edge: Edge
  side: number[]
  /** Of how many patches this side is made. */
  share: number
  off: number
}

/** A tree of places cut into so many parts of about equal weight, each still a tree. */
export function cutTree(
  nodes: readonly number[],
  edges: readonly Edge[],
  weight: readonly number[],
  count: number,
): number[][] {
  if (count <= 1 || nodes.length <= 1) return [[...nodes]]
  const due = sum(nodes, weight) / count
  const cuts = edges.map((edge): Cut => {
    const side = reached(
      edge.from,
      edges.filter(other => other !== edge),
    )
    const weighs = sum(side, weight)
    const share = Math.min(count - 1, Math.max(1, Math.round(weighs / due)))
    return { edge, side, share, off: Math.abs(weighs - share * due) / due }
  })
  const [best] = cuts.sort(
    (a, b) =>
      worth(a) - worth(b) ||
      whole(b.edge) - whole(a.edge) ||
      a.off - b.off ||
      a.edge.from - b.edge.from ||
      a.edge.to - b.edge.to,
  )
  if (!best) return [[...nodes]]
  const inSide = new Set(best.side)
  const rest = nodes.filter(node => !inSide.has(node))
  const within = (some: Set<number>) => edges.filter(({ from, to }) => some.has(from) && some.has(to))
  return [
    ...cutTree(best.side, within(inSide), weight, best.share),
    ...cutTree(rest, within(new Set(rest)), weight, count - best.share),
  ]
}

const worth = ({ off }: Cut) => Math.max(off, TOLERANCE)
const whole = ({ length }: Edge) => Math.round(length)
const sum = (nodes: readonly number[], weight: readonly number[]) =>
  nodes.reduce((total, node) => total + weight[node]!, 0)

/** Everything edges tie to a place, the place itself included. */
export function reached(start: number, edges: readonly Edge[]): number[] {
  const found = new Set([start])
  const open = [start]
  while (open.length > 0) {
    const node = open.pop()!
    for (const { from, to } of edges) {
      const next = from === node ? to : to === node ? from : null
      if (next === null || found.has(next)) continue
      found.add(next)
      open.push(next)
    }
  }
  return [...found].sort((a, b) => a - b)
}
