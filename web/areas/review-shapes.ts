import type { Area, Draft } from '#core/api/areas.ts'
import type { OverlayShape } from '../map/overlay.ts'
import { bboxOf } from './bbox.ts'
import { draftShape } from './draft-shape.ts'

/** About 400 m around what is looked at. */
const AROUND = 0.004

/** What a reviewer sees: the draft, the areas near it, and the one it would replace. */
export const reviewShapes = (draft: Draft, areas: readonly Area[]): OverlayShape[] => {
  const shape = draftShape(draft)
  const box = bboxOf([shape])
  const near = areas.filter(({ shape: other }) => {
    const theirs = bboxOf([other])
    if (!box || !theirs) return false
    return (
      theirs[0]! <= box[2]! + AROUND &&
      theirs[2]! >= box[0]! - AROUND &&
      theirs[1]! <= box[3]! + AROUND &&
      theirs[3]! >= box[1]! - AROUND
    )
  })
  return [
    ...near.map(({ id, name, shape: other }) => ({
      id,
      name,
      shape: other,
      tone: id === draft.area ? ('theirs' as const) : ('beside' as const),
    })),
    { id: draft.id, name: draft.name, shape, tone: 'own', strong: true },
  ]
}
