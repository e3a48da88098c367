import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import { joinSheets } from './join-sheets.ts'
import { type Layer, packLayer } from './layer.ts'
import { boxesIn, type Sheet, type TileIndex } from './tile-index.ts'
import { areaTags, groundTags, LAYER_OF_KIND, subjectTags, TILE_LAYERS, type TileLayerName } from './tile-layers.ts'
import { areasOf, basemapMark, basemapOf, shapesOf } from './tiles.queries.ts'

/** Rows asked for at a time, so that reading a large plan leaves the event loop free in between. */
const PAGE = 500
const GROUND_PAGE = 1000
/** More sheets than this are joined into one. */
const MOST_SHEETS = 32
/** After a change this large the plan is read whole. */
const LARGE_SHARE = 0.2

/**
 * A plan's shapes at a geometry revision. Given the index of an earlier revision, only what changed since is read
 * and everything else is shared with it.
 */
export function readIndex(db: Db, plan: string, revision: number, earlier?: TileIndex): Promise<TileIndex> {
  return readSnapshot(db, async trx => {
    const mark = await basemapMark(trx, plan)
    const base = earlier?.ground.mark === mark && earlier.revision <= revision ? earlier : undefined
    const change = await readSheet(trx, plan, base?.revision ?? 0, revision)
    if (base && change.subjects.size <= LARGE_SHARE * countIn(base)) {
      const boxes = [
        ...base.sheets.flatMap(sheet => boxesIn(sheet, change.subjects)),
        ...boxesIn(change.sheet, change.subjects),
      ]
      const before = base.sheets.map(({ layers, hidden }) => ({
        layers,
        hidden: new Set([...hidden, ...change.subjects]),
      }))
      const sheets = [...before, change.sheet]
      return {
        plan,
        revision,
        ground: base.ground,
        sheets: sheets.length > MOST_SHEETS ? [joinSheets(sheets)] : sheets,
        differs: { from: base.revision, boxes },
      }
    }
    const whole = base ? await readSheet(trx, plan, 0, revision) : change
    const ground = base?.ground ?? { mark, layers: await readGround(trx, plan) }
    return { plan, revision, ground, sheets: [whole.sheet], differs: null }
  })
}

const countIn = ({ sheets }: TileIndex) =>
  sheets.flatMap(({ layers }) => layers).reduce((sum, layer) => sum + layer.ids.length, 0)

async function readSheet(trx: Trx, plan: string, since: number, until: number) {
  const packs = packing(true)
  const subjects = new Set<number>()
  for (let after = 0; ; ) {
    const rows = await shapesOf(trx, plan, { since, until, after, limit: PAGE })
    for (const row of rows) {
      subjects.add(row.subject)
      const name = LAYER_OF_KIND[row.kind]
      if (name && row.shape) packs.of(name).add(row.subject, subjectTags(row), row.shape)
      if (row.inside) packs.of('compound_points').add(row.subject, {}, row.inside)
    }
    if (rows.length < PAGE) break
    after = rows.at(-1)!.subject
    await setImmediate()
  }
  for (let after = 0; ; ) {
    const rows = await areasOf(trx, plan, { since, until, after, limit: PAGE })
    for (const row of rows) {
      subjects.add(row.subject)
      if (row.shape) packs.of('areas').add(row.subject, areaTags(row), row.shape)
    }
    if (new Set(rows.map(({ subject }) => subject)).size < PAGE) break
    after = rows.at(-1)!.subject
    await setImmediate()
  }
  return { subjects, sheet: { layers: packs.finish(), hidden: new Set<number>() } satisfies Sheet }
}

async function readGround(trx: Trx, plan: string): Promise<Layer[]> {
  const packs = packing(false)
  for (let after = 0; ; ) {
    const rows = await basemapOf(trx, plan, after, GROUND_PAGE)
    for (const row of rows) packs.of(row.layer as TileLayerName).add(row.id, groundTags(row), row.shape)
    if (rows.length === 0) break
    after = rows.at(-1)!.id
    await setImmediate()
  }
  return packs.finish()
}

/** A layer for each name as it comes up, in the order tiles have them. */
function packing(keeps_small: boolean) {
  const packs = new Map<string, ReturnType<typeof packLayer>>()
  return {
    of(name: TileLayerName) {
      const pack = packs.get(name) ?? packLayer(name, keeps_small)
      packs.set(name, pack)
      return pack
    },
    finish: () => Object.keys(TILE_LAYERS).flatMap(name => packs.get(name)?.finish() ?? []),
  }
}
