import { filledDatabase } from './database.ts'
import { get } from './http.ts'
import { median } from './rounds.ts'
import { type Row, say } from './row.ts'
import { openShell } from './shell-process.ts'

/** P14: how long the event loop makes others wait while the index of 10,000 compounds is built. */
export async function eventLoop(): Promise<Row[]> {
  const { connection, plans, url } = await filledDatabase(1, 10_000)
  const shell = await openShell(url)
  try {
    const idle: number[] = []
    const busy: number[] = []
    let longest = 0
    for (let round = 0; round < 8; round++) {
      await shell.state()
      await new Promise(resolve => setTimeout(resolve, 500))
      idle.push((await shell.state()).p99)
      await get(`${shell.address}/api/r${round}/plans/${plans[0]}/tiles.json`)
      const { p99, max } = await shell.state()
      busy.push(p99)
      longest = Math.max(longest, max)
    }
    const more = median(busy) - median(idle)
    return [
      {
        id: 'P14',
        what: 'event-loop delay p99 while an index of 10,000 is built',
        ours: say(median(busy), 'ms'),
        peer: `${say(median(idle), 'ms')} idle`,
        ratio: null,
        goal: '≤ +50 ms',
        met: more <= 50,
        note: `longest ${say(longest, 'ms')} in 8 builds`,
      },
    ]
  } finally {
    await shell.close()
    await connection.close()
  }
}
