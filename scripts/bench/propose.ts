import type { MultiPolygon } from 'geojson'
import { frameAt } from '#core/areas/frame.ts'
import { proposeBoundary, type Surrounded } from '#core/areas/propose-boundary.ts'
import type { Position } from '#core/areas/shape.ts'
import { median, quantile, timed } from './rounds.ts'
import { type Row, say } from './row.ts'

const MOST_MS = 300
const TIMES = 12
const BLOCK = 200
const frame = frameAt([112, 34])

/** P18: a boundary proposed for 30 compounds of a street grid, among 400 lines and 200 compounds that were not picked. */
export async function propose(): Promise<Row[]> {
  const asked = town()
  const first = await timed(() => proposeBoundary(asked))
  const times: number[] = []
  for (let i = 0; i < TIMES; i++) times.push(await timed(() => proposeBoundary(asked)))
  return [
    {
      id: 'P18',
      what: 'a boundary proposed for 30 compounds',
      ours: `${say(median(times), 'ms')}, longest ${say(quantile(times, 1), 'ms')}`,
      peer: 'a click',
      ratio: null,
      goal: `< ${MOST_MS} ms`,
      met: median(times) < MOST_MS,
      note: `${asked.lines.length} lines, ${asked.others.length} other compounds; the first one ${say(first, 'ms')}`,
    },
  ]
}

/** A town of blocks with four yards each; those in the middle are picked. */
function town(): Surrounded {
  const yards: { shape: MultiPolygon; near: number }[] = []
  for (let column = -4; column < 4; column++)
    for (let line = -4; line < 4; line++)
      for (const [x, y] of [
        [14, 14],
        [106, 14],
        [14, 106],
        [106, 106],
      ] as const) {
        const [west, south] = [column * BLOCK + x, line * BLOCK + y]
        yards.push({
          shape: yard(west, south, 76 + ((column + line) % 3) * 2, 80),
          near: Math.hypot(west + 40, south + 40),
        })
      }
  const sorted = yards.sort((a, b) => a.near - b.near).map(({ shape }) => shape)
  const lines = Array.from({ length: 400 }, (_, i) => {
    const along = (i % 20) - 10
    const across = Math.floor(i / 40) - 5
    const at = along * 100
    const ends: Position[] =
      i % 40 < 20
        ? [
            [at, across * BLOCK],
            [at + 100, across * BLOCK],
          ]
        : [
            [across * BLOCK, at],
            [across * BLOCK, at + 100],
          ]
    return street(ends)
  })
  return {
    picked: sorted.slice(0, 30),
    others: sorted.slice(30, 230),
    neighbours: [],
    lines,
    community: null,
    town: null,
  }
}

const street = (ends: Position[]): Surrounded['lines'][number] => ({
  layer: 'road',
  class: 'street',
  name: null,
  shape: { type: 'LineString', coordinates: ends.map(end => [...frame.toDegrees(end)]) },
})

const yard = (west: number, south: number, width: number, depth: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      (
        [
          [west, south],
          [west + width, south + 1],
          [west + width, south + depth],
          [west + 10, south + depth],
          [west, south + depth - 12],
          [west, south],
        ] as const
      ).map(place => [...frame.toDegrees(place)]),
    ],
  ],
})
