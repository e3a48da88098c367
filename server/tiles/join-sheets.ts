import type { Layer } from './layer.ts'
import type { Sheet } from './tile-index.ts'

/** One sheet that shows what several show together. */
export function joinSheets(sheets: Sheet[]): Sheet {
  const names = new Set(sheets.flatMap(({ layers }) => layers.map(({ name }) => name)))
  const layers = [...names].map(name =>
    joinLayers(
      sheets.flatMap(({ layers, hidden }) =>
        layers.filter(layer => layer.name === name).map(layer => ({ layer, hidden })),
      ),
    ),
  )
  return { layers, hidden: new Set() }
}

/** The features of several layers of one name as one layer, in the order of their ids; what one hides is left out of it. */
function joinLayers(held: { layer: Layer; hidden: ReadonlySet<number> }[]): Layer {
  const shown = held
    .flatMap(({ layer, hidden }) =>
      [...layer.ids.keys()].filter(i => !hidden.has(layer.ids[i]!)).map(i => ({ layer, i, id: layer.ids[i]! })),
    )
    .sort((a, b) => a.id - b.id)
  const count = (of: (layer: Layer, i: number) => number) => shown.reduce((sum, { layer, i }) => sum + of(layer, i), 0)
  const part_count = count(({ parts }, i) => parts[i + 1]! - parts[i]!)
  const vertex_count = count(({ parts, vertices }, i) => vertices[parts[i + 1]!]! - vertices[parts[i]!]!)
  const { name, keeps_small } = held[0]!.layer
  const joined: Layer = {
    name,
    keeps_small,
    ids: Float64Array.from(shown, ({ id }) => id),
    types: Uint8Array.from(shown, ({ layer, i }) => layer.types[i]!),
    tags: shown.map(({ layer, i }) => layer.tags[i]!),
    parts: new Uint32Array(shown.length + 1),
    vertices: new Uint32Array(part_count + 1),
    holes: new Uint8Array(part_count),
    xy: new Float64Array(2 * vertex_count),
    box: new Float64Array(4 * shown.length),
  }
  for (const [n, { layer, i }] of shown.entries()) copyFeature(joined, n, layer, i)
  return joined
}

/** Puts feature `i` of a layer behind the first `n` of another that has room for it. */
function copyFeature(to: Layer, n: number, from: Layer, i: number): void {
  const part = to.parts[n]!
  const vertex = to.vertices[part]!
  const [first, last] = [from.parts[i]!, from.parts[i + 1]!]
  const start = from.vertices[first]!
  to.parts[n + 1] = part + last - first
  for (let p = first; p < last; p++) to.vertices[part + p - first + 1] = vertex + from.vertices[p + 1]! - start
  to.holes.set(from.holes.subarray(first, last), part)
  to.xy.set(from.xy.subarray(2 * start, 2 * from.vertices[last]!), 2 * vertex)
  to.box.set(from.box.subarray(4 * i, 4 * i + 4), 4 * n)
}
