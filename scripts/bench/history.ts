import { gzipSync } from 'node:zlib'
import type { Timeline } from '#core/api/timeline.ts'
import { standingRows } from '../../server/coverage/timeline.queries.ts'
import { filledDatabase } from './database.ts'
import { get } from './http.ts'
import { type Row, ratioRow } from './row.ts'
import { openShell } from './shell-process.ts'

/** P9: the bytes of a plan's whole history on the wire, against the same rows as JSON objects. */
export async function history(): Promise<Row[]> {
  const { connection, plans, url } = await filledDatabase(1, 10_000)
  const shell = await openShell(url)
  try {
    const rows = await standingRows(connection.db, plans[0]!, ['roster', 'management'], null, null)
    const { body } = await get(`${shell.address}/api/plans/${plans[0]}/timeline?indicator=management`)
    const plain = await get(`${shell.address}/api/plans/${plans[0]}/timeline?indicator=management`, {})
    const { indicators } = JSON.parse(plain.body.toString()) as Timeline
    const told = Object.values(indicators)
      .flatMap(by_basis => Object.values(by_basis))
      .reduce((sum, columns) => sum + (columns?.subject.length ?? 0), 0)
    const objects = gzipSync(JSON.stringify(rows), { level: 6 })
    const note = `${told} rows in columns, ${rows.length} objects; plain ${Math.round(plain.body.length / 1000)} KB`
    return [
      ratioRow(
        'P9',
        'history of 10,000 compounds, gzip',
        { ours: body.length / 1000, peer: objects.length / 1000, unit: 'KB', most: 0.4 },
        note,
      ),
    ]
  } finally {
    await shell.close()
    await connection.close()
  }
}
