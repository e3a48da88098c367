import type { MultiPolygon } from 'geojson'
import { SLIVER_METRES } from '#core/areas/issues.ts'
import { alignTo } from '#core/areas/operations/align-to.ts'
import { clipTo } from '#core/areas/operations/clip-to.ts'
import { refused } from '#core/areas/operations/operation.ts'
import { squareCorners } from '#core/areas/operations/square-corners.ts'
import type { Desk } from '../desk/useDesk.ts'
import { boxAround } from './bounds.ts'
import type { Drawing } from './drawing.ts'
import { ownArea, ownNeighbours } from './own-neighbours.ts'
import type { ActionId } from './tool-ids.ts'

/** So near a neighbour a line goes onto it when it is asked to. */
const ALIGN_METRES = 3 * SLIVER_METRES

/** A boundary around what is picked, proposed by the worker from what lies around. */
const propose = async (drawing: Drawing, desk: Desk) => {
  const picks = drawing.picks.value
  const places = (desk.open.value?.compounds ?? []).flatMap(({ id, at }) => (at && picks.has(id) ? [at] : []))
  const bbox = boxAround(places)
  const around = bbox ? await drawing.around.need(bbox) : drawing.around.around.value
  const shapes = around.compounds.filter(({ shape }) => shape) as { id: number; shape: MultiPolygon }[]
  const borderOf = (id: number | null) =>
    (around.divisions.find(division => division.id === id)?.shape ?? null) as MultiPolygon | null
  const { community, town } = drawing.about.value
  const proposed = await drawing.worker.ask('propose', {
    picked: shapes.filter(({ id }) => picks.has(id)).map(({ shape }) => shape),
    others: shapes.filter(({ id }) => !picks.has(id)).map(({ shape }) => shape),
    neighbours: around.areas.flatMap(({ id, shape }) =>
      shape && id !== ownArea(drawing) ? [shape as MultiPolygon] : [],
    ),
    lines: around.lines,
    community: borderOf(community),
    town: borderOf(town),
  })
  if (drawing.apply('proposed', () => proposed)) drawing.tool.value = 'vertex'
}

const shapesOf = (drawing: Drawing) => ownNeighbours(drawing).map(({ shape }) => shape)

/** Does what a button of one click does. */
export const act = async (id: ActionId, drawing: Drawing, desk: Desk): Promise<void> => {
  if (id === 'propose') await propose(drawing, desk)
  if (id === 'clip') drawing.apply('clipped', shape => clipTo(shape, shapesOf(drawing)))
  if (id === 'align') drawing.apply('aligned', shape => alignTo(shape, shapesOf(drawing), ALIGN_METRES))
  if (id === 'square')
    drawing.apply('squared', shape => (shape.length === 0 ? refused('nothing_drawn') : squareCorners(shape)))
}
