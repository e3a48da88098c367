import { frameAt } from './frame.ts'
import type { Line } from './lines.ts'
import { barriersBetween } from './patches/barriers.ts'
import { cutTree, reached } from './patches/cut-tree.ts'
import { spanningForest } from './patches/spanning-forest.ts'
import type { Position } from './shape.ts'

export interface PatchCompound {
  id: number
  at: Position
  households: number
}
/** About how many households, or how many compounds, a patch is to have. */
export type PatchSize = { households: number } | { compounds: number }
export interface SuggestedPatch {
  compounds: number[]
  households: number
}

/**
 * 片区 for floating property: compounds close together, balanced by households, none tied to another across a barrier. A compound
 * alone behind barriers is a patch of its own. The order of the input makes no difference.
 */
export function suggestPatches({
  compounds,
  barriers,
  size,
}: {
  compounds: readonly PatchCompound[]
  /** Rivers and main roads. */
  barriers: readonly Line[]
  size: PatchSize
}): SuggestedPatch[] {
  const sorted = compounds.toSorted((a, b) => a.id - b.id)
  const [first] = sorted
  if (!first) return []
  const frame = frameAt(first.at)
  const edges = spanningForest(
    sorted.map(({ at }) => at),
    (a, b) => Math.hypot((a[0] - b[0]) * frame.east, (a[1] - b[1]) * frame.north),
    barriersBetween(barriers),
  )
  // a compound without households still weighs a little, so that it counts as one to be served
  const weight = sorted.map(({ households }) => Math.max(1, households))
  return components(sorted.length, edges)
    .flatMap(nodes => {
      const within = edges.filter(({ from }) => nodes.includes(from))
      return cutTree(
        nodes,
        within,
        weight,
        countFor(
          size,
          nodes.length,
          nodes.reduce((sum, i) => sum + weight[i]!, 0),
        ),
      )
    })
    .map(nodes => ({
      compounds: nodes.map(i => sorted[i]!.id),
      households: nodes.reduce((sum, i) => sum + sorted[i]!.households, 0),
    }))
    .sort((a, b) => a.compounds[0]! - b.compounds[0]!)
}

function countFor(size: PatchSize, compounds: number, households: number): number {
  const count = 'households' in size ? households / size.households : compounds / size.compounds
  return Number.isFinite(count) ? Math.min(compounds, Math.max(1, Math.round(count))) : 1
}

function components(count: number, edges: Parameters<typeof reached>[1]): number[][] {
  const found: number[][] = []
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) {
    if (seen.has(i)) continue
    const nodes = reached(i, edges)
    for (const node of nodes) seen.add(node)
    found.push(nodes)
  }
  return found
}
