import type { Status } from '#core/coverage/status-on.ts'
import { type Mark, stepOf } from './marks.ts'

/** More compounds than this are a crowd: far off, their communities carry the colour. */
export const CROWD = 2000
/** From this zoom on a crowd is drawn one by one. */
export const CLOSE = 11

interface Placed {
  at: readonly number[] | null
  community: number | null
}

/** Whether communities carry the colour far off: only of a crowd, and only where each compound on the map lies in an outlined one, or it would be dropped. */
export const isCrowd = (compounds: readonly Placed[], divisions: readonly { id: number; bbox: unknown }[]): boolean => {
  if (compounds.length <= CROWD) return false
  const outlined = new Set(divisions.flatMap(({ id, bbox }) => (bbox ? [id] : [])))
  return compounds.every(({ at, community }) => !at || (community !== null && outlined.has(community)))
}

/** The fifth in which `covered` of `total` lies; everything covered is the last one. */
export const fifthOf = (covered: number, total: number) => stepOf((covered * 100) / total, [20, 40, 60, 80])

/** Each community by the share of its compounds on the frozen roster that are covered; one with none on it has no mark. */
export const communityMarks = (
  statuses: Iterable<Pick<Status, 'community' | 'covered' | 'member'>>,
  isInside: (community: number) => boolean,
): ReadonlyMap<number, Mark> => {
  const counts = new Map<number, { covered: number; total: number }>()
  for (const { community, covered, member } of statuses) {
    if (community === null || member !== 'baseline') continue
    const count = counts.get(community) ?? { covered: 0, total: 0 }
    count.total += 1
    if (covered) count.covered += 1
    counts.set(community, count)
  }
  return new Map(
    [...counts].map(([id, { covered, total }]) => [
      id,
      { tone: `score_${fifthOf(covered, total)}`, dimmed: !isInside(id) },
    ]),
  )
}
