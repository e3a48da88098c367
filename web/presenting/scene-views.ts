import type { Scene } from '#core/presenting/scenes.ts'
import { placeOfCompound } from '../divisions/places.ts'
import type { Padding } from '../map/map-api.ts'
import type { OpenPlan } from '../plans/plans.store.ts'
import type { Size, View } from './needed-tiles.ts'

/** Design pixels of a 1080-line screen: the column of words, the foot line, the curve. */
const COLUMN = 560
const FOOT = 70
const CURVE = 330
const EDGE = 60
/** The band of the map beside a board, as presenting.css has it. */
const BESIDE = 680

/** How wide the words of a scene are; on an upright tablet they stand under the map. */
const paddingOf = ({ kind }: Scene, { width, height }: Size): Padding => {
  const of = (n: number) => n * Math.min(height / 1080, width / 1440)
  if (height > width) return { top: of(EDGE), right: of(EDGE), bottom: height * 0.58 + of(EDGE), left: of(EDGE) }
  const around = { top: of(EDGE), right: of(EDGE), bottom: of(FOOT + EDGE) }
  if (kind === 'standing') return { ...around, bottom: of(FOOT + CURVE), left: of(COLUMN) }
  if (kind === 'replay') return { ...around, bottom: of(FOOT + 110), left: of(COLUMN) }
  return { ...around, right: of(EDGE / 2), left: width - Math.min(of(BESIDE), width * 0.4) }
}

/** Where the map looks in a scene; null where nothing of the plan is on it. */
export const viewOf = (
  scene: Scene,
  { page, compounds }: Pick<OpenPlan, 'page' | 'compounds'>,
  size: Size,
): View | null => {
  const place = scene.subject === undefined ? null : placeOfCompound(compounds, scene.subject)
  const bbox = place ?? page.bbox
  return bbox && { bbox, padding: paddingOf(scene, size) }
}
