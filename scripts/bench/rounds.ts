import { performance } from 'node:perf_hooks'

export type Work = (round: number) => Promise<unknown> | unknown

/** Runs each work once to warm it, then all of them in turn, round after round; the times in milliseconds of each, in order. */
export async function interleaved<Name extends string>(
  rounds: number,
  works: Record<Name, Work>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[]
  const times = Object.fromEntries(names.map(name => [name, []])) as unknown as Record<Name, number[]>
  for (const name of names) await works[name](-1)
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed())
      times[name].push(await timed(() => works[name](round)))
  }
  return times
}

export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** The value below which a share of the numbers lies; 0.5 is the median. */
export function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (numbers: number[]) => quantile(numbers, 0.5)
