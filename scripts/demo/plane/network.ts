import { areaOf, crossing, distance, minus, plus, type Spot } from './shapes.ts'

export type Line = { kind: string; name?: string; setback: number; closed?: boolean; points: Spot[] }
export type Node = Spot & { id: number; edges: number[] }
export type Edge = { id: number; from: number; to: number; line: number; faces: number[] }
/** A face is a counter-clockwise list of nodes; `sides[i]` is the edge from node i to the next. */
export type Face = { id: number; nodes: number[]; sides: number[]; area: number }
export type Network = { nodes: Node[]; edges: Edge[]; faces: Face[]; lines: Line[] }

const near = 1.5

/** Where lines cross, they share a node; ends that lead nowhere fall away; what the rest encloses are the faces. */
export const makeNetwork = (lines: Line[]): Network => {
  const nodes: Node[] = []
  const cells = new Map<string, number[]>()
  const nodeAt = (spot: Spot) => {
    const [cx, cy] = [Math.floor(spot.x / 8), Math.floor(spot.y / 8)]
    for (let x = cx - 1; x <= cx + 1; x++)
      for (let y = cy - 1; y <= cy + 1; y++)
        for (const id of cells.get(`${x},${y}`) ?? []) if (distance(nodes[id]!, spot) < near) return id
    const id = nodes.push({ x: spot.x, y: spot.y, id: nodes.length, edges: [] }) - 1
    const key = `${cx},${cy}`
    cells.set(key, [...(cells.get(key) ?? []), id])
    return id
  }
  const edges: Edge[] = []
  const known = new Set<string>()
  for (const [at, chain] of crossedChains(lines).entries())
    chain.slice(1).forEach((spot, index) => {
      const [from, to] = [nodeAt(chain[index]!), nodeAt(spot)]
      const key = from < to ? `${from}-${to}` : `${to}-${from}`
      if (from === to || known.has(key)) return
      known.add(key)
      edges.push({ id: edges.length, from, to, line: at, faces: [] })
    })
  for (const edge of edges) {
    nodes[edge.from]!.edges.push(edge.id)
    nodes[edge.to]!.edges.push(edge.id)
  }
  prune(nodes, edges)
  return { nodes, edges, faces: traceFaces(nodes, edges), lines }
}

const crossedChains = (lines: Line[]) => {
  const sides = lines.flatMap((line, at) => {
    const points = line.closed ? [...line.points, line.points[0]!] : line.points
    return points.slice(1).map((b, index) => ({ line: at, a: points[index]!, b, cuts: [] as number[] }))
  })
  sides.forEach((one, at) => {
    for (const other of sides.slice(at + 1)) {
      if (Math.max(one.a.x, one.b.x) < Math.min(other.a.x, other.b.x)) continue
      if (Math.max(other.a.x, other.b.x) < Math.min(one.a.x, one.b.x)) continue
      const hit = crossing(one.a, one.b, other.a, other.b)
      if (!hit) continue
      one.cuts.push(hit.t)
      other.cuts.push(hit.u)
    }
  })
  return lines.map((_, at) => {
    const own = sides.filter(side => side.line === at)
    const chain = own.flatMap(side =>
      [0, ...side.cuts.sort((a, b) => a - b)].map(t => plus(side.a, minus(side.b, side.a), t)),
    )
    return [...chain, own.at(-1)!.b]
  })
}

const prune = (nodes: Node[], edges: Edge[]) => {
  const loose = nodes.filter(node => node.edges.length === 1)
  for (let node = loose.pop(); node; node = loose.pop()) {
    const edge = edges[node.edges[0] ?? -1]
    if (!edge) continue
    const other = nodes[edge.from === node.id ? edge.to : edge.from]!
    node.edges = []
    other.edges = other.edges.filter(id => id !== edge.id)
    if (other.edges.length === 1) loose.push(other)
  }
}

const traceFaces = (nodes: Node[], edges: Edge[]): Face[] => {
  const across = (edge: number, from: number) => (edges[edge]!.from === from ? edges[edge]!.to : edges[edge]!.from)
  for (const node of nodes) {
    const bearing = (id: number) => {
      const to = nodes[across(id, node.id)]!
      return Math.atan2(to.y - node.y, to.x - node.x)
    }
    node.edges.sort((a, b) => bearing(a) - bearing(b))
  }
  const walked = new Set<string>()
  const faces: Face[] = []
  for (const start of nodes)
    for (const first of start.edges) {
      if (walked.has(`${start.id}:${first}`)) continue
      const face: Face = { id: faces.length, nodes: [], sides: [], area: 0 }
      let [at, edge] = [start.id, first]
      while (!walked.has(`${at}:${edge}`)) {
        walked.add(`${at}:${edge}`)
        face.nodes.push(at)
        face.sides.push(edge)
        at = across(edge, at)
        const fan = nodes[at]!.edges
        edge = fan[(fan.indexOf(edge) + fan.length - 1) % fan.length]!
      }
      face.area = areaOf(face.nodes.map(id => nodes[id]!))
      if (face.area <= 0) continue
      faces.push(face)
      for (const side of face.sides) edges[side]!.faces.push(face.id)
    }
  return faces
}
