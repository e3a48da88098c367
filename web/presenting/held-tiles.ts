import { inTurns } from './in-turns.ts'

/** Why a tile did not come: what the server answered, 0 where nobody did. */
export class TileMissing extends Error {
  readonly status: number
  constructor(path: string, status: number) {
    super(path)
    this.status = status
  }
}

/** Tiles in memory: what was fetched once is there with the cable pulled. */
export const createHeldTiles = (ask: typeof fetch = (...given) => fetch(...given)) => {
  const held = new Map<string, Promise<ArrayBuffer>>()

  const fetched = async (path: string): Promise<ArrayBuffer> => {
    const answer = await ask(`/${path}`).catch(() => null)
    if (!answer?.ok) throw new TileMissing(path, answer?.status ?? 0)
    return answer.status === 204 ? new ArrayBuffer(0) : answer.arrayBuffer()
  }
  /** A tile that did not come is asked for again the next time. */
  const read = (path: string): Promise<ArrayBuffer> => {
    const known = held.get(path)
    if (known) return known
    const asked = fetched(path)
    held.set(path, asked)
    asked.catch(() => held.delete(path))
    return asked
  }

  return {
    read,
    /** Fetches all of them, a few at a time; fails when one does not come. */
    hold: (paths: readonly string[], told: () => void) =>
      inTurns(paths, async path => {
        await read(path)
        told()
      }),
  }
}
export type HeldTiles = ReturnType<typeof createHeldTiles>
