import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import { ApiError } from '#core/api/errors.ts'
import type { Db } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import { BoundedMap } from './bounded-map.ts'
import { encodeTile } from './encode-tile.ts'
import { readIndex } from './read-index.ts'
import { indexBytes, isTouched, sliceIndex, type TileIndex } from './tile-index.ts'
import { geometryHead } from './tiles.queries.ts'

const compress = promisify(gzip)

/** A compressed tile; null bytes where nothing is there. */
export interface Tile {
  gzipped: Buffer | null
  etag: string
}

export interface TileAddress {
  plan: string
  geometry_revision: number
  z: number
  x: number
  y: number
}

export interface TileMaker {
  tile(address: TileAddress): Promise<Tile>
  index(plan: string, revision?: number): Promise<TileIndex>
}

/** Bytes kept of finished tiles, and of shapes ready to be cut. */
export const TILE_BYTES = 64 * 2 ** 20
export const INDEX_BYTES = 256 * 2 ** 20

/** How many of the tiles in use are made again for a new revision before anybody asks. */
const WARMED = 300
const ENTRY_BYTES = 300
const SMALL = 65_536

/** Makes tiles once each and keeps them: any number who ask for the same one wait for one making. */
export function createTileMaker(db: Db, { tile_bytes = TILE_BYTES, index_bytes = INDEX_BYTES } = {}): TileMaker {
  const tiles = new BoundedMap<Tile>(tile_bytes)
  const indexes = new BoundedMap<TileIndex>(index_bytes)
  const heads = new Map<string, number>()
  const tileOnce = once<Tile>()
  const indexOnce = once<TileIndex>()

  async function tile(address: TileAddress): Promise<Tile> {
    const key = keyOf(address)
    return tiles.get(key) ?? tileOnce(key, () => make(address, key))
  }

  async function make(address: TileAddress, key: string): Promise<Tile> {
    const { plan, geometry_revision, z, x, y } = address
    const source = await index(plan, geometry_revision)
    const same = isTouched(source, z, x, y)
      ? undefined
      : tiles.peek(keyOf({ ...address, geometry_revision: source.differs!.from }))
    const made = same ?? (await pack(encodeTile(sliceIndex(source, z, x, y))))
    tiles.set(key, made, (made.gzipped?.length ?? 0) + ENTRY_BYTES)
    return made
  }

  async function index(plan: string, asked?: number): Promise<TileIndex> {
    const revision = await known(plan, asked)
    const key = `${plan}/${revision}`
    return indexes.get(key) ?? indexOnce(key, () => build(plan, revision, key))
  }

  async function build(plan: string, revision: number, key: string): Promise<TileIndex> {
    const earlier = nearest(indexes, plan, revision)
    const built = await readIndex(db, plan, revision, earlier)
    indexes.set(key, built, indexBytes(built))
    if (earlier) warm(built, earlier.revision).catch(leaveToTheAsker)
    return built
  }

  /** The revision asked for, else the newest; refused where the plan has none such. */
  async function known(plan: string, asked?: number): Promise<number> {
    const seen = heads.get(plan)
    if (seen !== undefined && asked !== undefined && asked <= seen) return asked
    const head = await readSnapshot(db, trx => geometryHead(trx, plan))
    if (head === undefined) throw new ApiError('unknown_plan', `没有编号为 ${plan} 的方案。`)
    heads.set(plan, head)
    if (asked !== undefined && asked > head) throw new ApiError('unknown_revision', `图形还没有第 ${asked} 版。`)
    return asked ?? head
  }

  /** Makes the tiles now in use again from a new index, one at a time, giving way to requests in between. */
  async function warm({ plan, revision }: TileIndex, before: number): Promise<void> {
    const prefix = `${plan}/${before}/`
    const used = tiles
      .keys()
      .filter(key => key.startsWith(prefix))
      .slice(0, WARMED)
    for (const key of used) {
      const [z, x, y] = key.slice(prefix.length).split('/').map(Number) as [number, number, number]
      await tile({ plan, geometry_revision: revision, z, x, y })
      await setImmediate()
    }
  }

  return { tile, index }
}

const keyOf = ({ plan, geometry_revision, z, x, y }: TileAddress) => `${plan}/${geometry_revision}/${z}/${x}/${y}`

/** A tile that could not be made ahead says why when it is asked for. */
const leaveToTheAsker = () => {}

async function pack(bytes: Uint8Array): Promise<Tile> {
  const etag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return { gzipped: bytes.length === 0 ? null : await compressed(bytes), etag }
}

/** A small tile is compressed sooner than another thread would have begun to. */
const compressed = (bytes: Uint8Array) =>
  bytes.length < SMALL ? gzipSync(bytes, { level: 6 }) : compress(bytes, { level: 6 })

/** The held index of the latest revision not after `revision`. */
function nearest(indexes: BoundedMap<TileIndex>, plan: string, revision: number): TileIndex | undefined {
  return indexes
    .keys()
    .map(key => indexes.peek(key)!)
    .filter(held => held.plan === plan && held.revision < revision)
    .sort((a, b) => b.revision - a.revision)[0]
}

/** Runs work for a key unless it is under way already, and then waits for that. */
function once<Result>() {
  const under_way = new Map<string, Promise<Result>>()
  return (key: string, work: () => Promise<Result>): Promise<Result> => {
    const running = under_way.get(key)
    if (running) return running
    const started = work().finally(() => under_way.delete(key))
    under_way.set(key, started)
    return started
  }
}
