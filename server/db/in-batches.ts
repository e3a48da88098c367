/** Runs an insert over many rows a thousand at a time, so that no statement has more parameters than PostgreSQL takes. */
export async function inBatches<Row, Result>(
  rows: Row[],
  insert: (batch: Row[]) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < rows.length; from += 1000) {
    const batch = rows.slice(from, from + 1000)
    const added = await insert(batch)
    if (added.length !== batch.length) throw new Error(`${batch.length} rows given, ${added.length} stored`)
    results.push(...added)
  }
  return results
}
