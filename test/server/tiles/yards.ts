import { randomBytes } from 'node:crypto'
import type { MultiPolygon } from 'geojson'
import type { Db } from '../../../server/db/database.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { createPlan } from '../../../server/plans/plans.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addDivisions, addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { type Polygons, type Position, rectangle } from './shapes.ts'

const DAY = '2024-03-11'
const SHAPES = { account: 'system', action: 'import', shapes: true }

/** Numbers from 0 to 1, the same ones each time. */
export function dice(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** A star-shaped outline with as many corners as asked for, radius in metres. */
export function outline([lon, lat]: Position, radius: number, corners: number, roll: () => number): Position[] {
  const east = radius / 111_320 / Math.cos((lat * Math.PI) / 180)
  const north = radius / 111_320
  const ring = Array.from({ length: corners }, (_, i): Position => {
    const angle = ((i + 0.8 * roll()) / corners) * 2 * Math.PI
    const reach = 0.6 + 0.4 * roll()
    return [lon + east * reach * Math.cos(angle), lat + north * reach * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

/** Yards on an uneven grid: every fifth of 5 m, every seventh with a pond, every eleventh in two parts. */
export function yards(count: number, seed = 7): Polygons[] {
  const roll = dice(seed)
  const side = Math.ceil(Math.sqrt(count))
  return Array.from({ length: count }, (_, i) => {
    const place: Position = [
      112.4 + 0.006 * (i % side) + 0.001 * roll(),
      34.6 + 0.005 * Math.floor(i / side) + 0.001 * roll(),
    ]
    if (i % 5 === 0) return [[rectangle(place, 5)]]
    const yard = [outline(place, 90 + 130 * roll(), 6 + Math.floor(9 * roll()), roll)]
    if (i % 7 === 0) yard.push(rectangle(place, 40))
    return i % 11 === 0 ? [yard, [rectangle([place[0] + 0.003, place[1]], 60)]] : [yard]
  })
}

const shape = (coordinates: Polygons): MultiPolygon => ({ type: 'MultiPolygon', coordinates })

/** A new plan with compounds of these shapes; its id, and the compounds' ids in the order given. */
export async function planWith(db: Db, shapes: Polygons[]): Promise<{ plan: string; ids: number[] }> {
  const plan = `tiles-${randomBytes(5).toString('hex')}`
  await createPlan(db, plan)
  const ids = await recordWrite(db, plan, SHAPES, async (trx, write) => {
    const added = await addSubjects(
      trx,
      write,
      shapes.map((_, i) => ({ kind: 'compound' as const, code: `Y${i}` })),
    )
    await addShapes(
      trx,
      write,
      shapes.map((one, i) => ({ subject: added[i]!, geometry: shape(one), effective_on: DAY })),
    )
    return added
  })
  return { plan, ids }
}

/** Gives one compound another shape, or none: a new geometry revision. */
export const reshape = (db: Db, plan: string, subject: number, polygons: Polygons | null) =>
  recordWrite(db, plan, SHAPES, async (trx, write) => {
    await addShapes(trx, write, [{ subject, geometry: polygons && shape(polygons), effective_on: DAY }])
    return write.geometry_revision
  })

/** Adds a division with a shape: a new geometry revision. */
export const addTown = (db: Db, plan: string, code: string, polygons: Polygons) =>
  recordWrite(db, plan, SHAPES, async (trx, write) => {
    const [id] = await addSubjects(trx, write, [{ kind: 'division', code }])
    await addDivisions(trx, [{ id: id!, level: 'town', parent: null }])
    await addShapes(trx, write, [{ subject: id!, geometry: shape(polygons), effective_on: DAY }])
    return write.geometry_revision
  })
