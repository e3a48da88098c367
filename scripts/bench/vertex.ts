import { performance } from 'node:perf_hooks'
import type { MultiPolygon } from 'geojson'
import { makeMoveCheck } from '#core/areas/check-move.ts'
import { frameAt } from '#core/areas/frame.ts'
import type { Position } from '#core/areas/shape.ts'
import { median, quantile } from './rounds.ts'
import { type Row, say } from './row.ts'

const FRAMES = 1000
const MOST_MS = 8
const frame = frameAt([112, 34])

/** P17: how long the main thread is held at each move of a point of a 500-point area among 500 neighbours. */
export async function vertex(): Promise<Row[]> {
  const shape = [{ shell: round([0, 0], 400, 500), holes: [] }]
  const neighbours = Array.from({ length: 500 }, (_, i) => ({
    id: i,
    shape: closed(round([((i % 25) - 12) * 130, (Math.floor(i / 25) - 10) * 130], 60, 60)),
  }))
  const grabbed = performance.now()
  const check = makeMoveCheck(shape, { part: 0, ring: 0, index: 0 }, neighbours)
  const grab = performance.now() - grabbed
  const times: number[] = []
  for (let i = 0; i < FRAMES; i++) {
    const to = frame.toDegrees([400 + 150 * Math.sin(i / 17), 150 * Math.cos(i / 23)])
    const from = performance.now()
    check(to)
    times.push(performance.now() - from)
  }
  return [
    {
      id: 'P17',
      what: 'a moving point of 500, among 500 neighbours',
      ours: `${say(median(times), 'ms')}, p99 ${say(quantile(times, 0.99), 'ms')}`,
      peer: 'one frame',
      ratio: null,
      goal: `p99 < ${MOST_MS} ms`,
      met: quantile(times, 0.99) < MOST_MS,
      note: `index built in ${say(grab, 'ms')} when the point is taken hold of`,
    },
  ]
}

/** A ring of so many points about a place in metres, slightly uneven. */
function round([x, y]: Position, radius: number, points: number): Position[] {
  return Array.from({ length: points }, (_, i) => {
    const angle = (i / points) * 2 * Math.PI
    const reach = radius * (1 + 0.02 * Math.sin(7 * angle))
    return frame.toDegrees([x + reach * Math.cos(angle), y + reach * Math.sin(angle)])
  })
}

const closed = (ring: Position[]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [[[...ring, ring[0]!].map(point => [...point])]],
})
