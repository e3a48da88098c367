/** So many files are read or written at once: a spinning disk gains nothing by more. */
const HANDS = 4

/** Does the work for every item, a few at a time; the first failure is thrown when the others under way have ended. */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  let failed = false
  const hand = async () => {
    while (next < items.length && !failed)
      await work(items[next++]!).catch(error => {
        failed = true
        throw error
      })
  }
  const ended = await Promise.allSettled(Array.from({ length: HANDS }, hand))
  for (const each of ended) if (each.status === 'rejected') throw each.reason
}
