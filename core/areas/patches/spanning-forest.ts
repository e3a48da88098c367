import type { Position } from '../shape.ts'

export interface Edge {
  from: number
  to: number
  length: number
}

/** The shortest edges that tie places together wherever no barrier lies between two of them (Kruskal); places by their number. */
export function spanningForest(
  places: readonly Position[],
  distance: (a: Position, b: Position) => number,
  barred: (a: Position, b: Position) => boolean,
): Edge[] {
  const group = places.map((_, i) => i)
  const groupOf = (i: number): number => {
    let root = i
    while (group[root] !== root) root = group[root]!
    group[i] = root
    return root
  }
  const kept: Edge[] = []
  for (const edge of pairs(places, distance)) {
    const [a, b] = [groupOf(edge.from), groupOf(edge.to)]
    if (a === b || barred(places[edge.from]!, places[edge.to]!)) continue
    group[b] = a
    kept.push(edge)
  }
  return kept
}

const pairs = (places: readonly Position[], distance: (a: Position, b: Position) => number): Edge[] =>
  places
    .flatMap((a, from) => places.slice(from + 1).map((b, i) => ({ from, to: from + 1 + i, length: distance(a, b) })))
    .sort((a, b) => a.length - b.length || a.from - b.from || a.to - b.to)
