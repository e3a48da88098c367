import { sql } from 'kysely'
import type { Db } from '../../server/db/database.ts'
import { unitX, unitY } from '../../server/tiles/mercator.ts'

export interface TilePlace {
  plan: string
  z: number
  x: number
  y: number
}

/** 232 tiles from z10 to z15 over the compounds of some plans, spread evenly over what there is at each zoom. */
export async function tilesOf(db: Db, plans: string[]): Promise<TilePlace[]> {
  const shares: [number, number][] = [
    [10, 8],
    [11, 16],
    [12, 32],
    [13, 48],
    [14, 64],
    [15, 64],
  ]
  const { rows } = await sql<{ plan: string; box: number[] }>`
    select plan, array[min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))] as box
    from shape where plan = any(${plans}) group by 1 order by 1`.execute(db)
  const places = shares.flatMap(([z, share]) => {
    const all = rows.flatMap(({ plan, box }) => coverOf(plan, box, z))
    const count = Math.min(share, all.length)
    return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!)
  })
  return places.sort((a, b) => ((a.x * 31 + a.y * 17 + a.z) % 101) - ((b.x * 31 + b.y * 17 + b.z) % 101))
}

function coverOf(plan: string, [west, south, east, north]: number[], z: number): TilePlace[] {
  const side = 2 ** z
  const at = (unit: number) => Math.floor(unit * side)
  const places: TilePlace[] = []
  for (let x = at(unitX(west!)); x <= at(unitX(east!)); x++)
    for (let y = at(unitY(north!)); y <= at(unitY(south!)); y++) places.push({ plan, z, x, y })
  return places
}
