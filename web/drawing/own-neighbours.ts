import { neighboursOf } from './check-input.ts'
import type { Drawing } from './drawing.ts'

/** The published area a drawing replaces; null for a new one. */
export const ownArea = ({ options }: Pick<Drawing, 'options'>): number | null =>
  options.draft?.area ?? options.kept?.area ?? options.area?.id ?? null

/** The published areas near a drawing, without the one it replaces. */
export const ownNeighbours = (drawing: Drawing) => neighboursOf(drawing.around.around.value, ownArea(drawing))
