import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import type { Served } from './served.ts'
import type { Scene } from './stage.ts'

export interface Sample {
  /** By performance.now(), when it was asked. */
  at: number
  kind: 'read' | 'write'
  /** 0 where the connection broke. */
  status: number
  ms: number
}

export interface Load {
  samples: Sample[]
  /** Ids of the observations the server said it saved. */
  acknowledged: number[]
  /** What answers other than 2xx said, each once. */
  refusals: Set<string>
  stop(): Promise<void>
}

export interface Hands {
  readers: number
  writers: number
  /** Pause of each hand between two requests. */
  pause_ms?: number
  headers?: Record<string, string>
}

/** Longer than any answer may take. */
const GIVEN_UP_MS = 30_000

/** People who read and write at the same time, until they are stopped; after an answer that is none they go on. */
export function beginLoad(server: Served, scene: Scene, { readers, writers, pause_ms = 0, headers = {} }: Hands): Load {
  const load: Omit<Load, 'stop'> = { samples: [], acknowledged: [], refusals: new Set() }
  let going = true
  const hand = async (kind: Sample['kind'], ask: (n: number) => Promise<Response>) => {
    for (let n = 0; going; n++) {
      const at = performance.now()
      const [status, text] = await ask(n).then(
        async answer => [answer.status, await answer.text()] as const,
        () => [0, ''] as const,
      )
      load.samples.push({ at, kind, status, ms: performance.now() - at })
      if (kind === 'write' && status === 201) load.acknowledged.push((JSON.parse(text) as { id: number }).id)
      if (status >= 400) load.refusals.add(text.slice(0, 300))
      await sleep(status >= 200 && status < 300 ? pause_ms : Math.max(20, pause_ms))
    }
  }
  const read = (n: number) =>
    fetch(`${server.address}${pathOf(scene, n)}`, { headers, signal: AbortSignal.timeout(GIVEN_UP_MS) })
  const hands = [
    ...Array.from({ length: readers }, (_, i) => hand('read', n => read(n + i))),
    ...Array.from({ length: writers }, (_, i) => hand('write', n => save(server, scene, i + n * writers, headers))),
  ]
  return {
    ...load,
    stop: async () => {
      going = false
      await Promise.all(hands)
    },
  }
}

const pathOf = ({ plan, tiles }: Scene, n: number): string =>
  n % 4 === 0 ? `/api/plans/${plan}/progress` : n % 4 === 1 ? '/api/plans' : tiles[n % tiles.length]!

/** Saves one observation. */
export const save = (
  { address }: Pick<Served, 'address'>,
  { plan, compounds }: Scene,
  n: number,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${address}/api/plans/${plan}/observations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(GIVEN_UP_MS),
    body: JSON.stringify({
      subject: compounds[n % compounds.length],
      indicator: 'households',
      value: 1 + (n % 5000),
      effective_on: '2024-05-02',
    }),
  })

/** What the database has lost of what was acknowledged, and how many of its seals are broken: nothing, and none. */
export async function lostOf(cluster: Cluster, acknowledged: number[]): Promise<{ lost: number; broken: number }> {
  const [row] = await cluster.query<{ lost: number; broken: number }>(
    `select (select count(*)::int from unnest($1::bigint[]) as a (id) where not exists (select from observation o where o.id = a.id)) as lost,
      (select count(*)::int from broken_seal) as broken`,
    [acknowledged],
  )
  return row!
}

/** How often each status was answered, in words; 0 is a connection that broke. */
export function countsOf(samples: Sample[]): string {
  const counts = new Map<number, number>()
  for (const { status } of samples) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([status, n]) => `${n} × ${status === 0 ? 'broken off' : status}`)
    .join(', ')
}
