import { copiedDatabase, filledDatabase } from './database.ts'
import { editsRow } from './edits.ts'
import { get, requestsPerSecond } from './http.ts'
import { median, quantile, timed } from './rounds.ts'
import { type Row, ratioRow, say } from './row.ts'
import type { Run } from './run.ts'
import { giveBytes, openShell, PEER_TABLE, type Shell } from './shell-process.ts'
import { type TilePlace, tilesOf } from './tile-set.ts'

/** P1 to P4: tiles cold, warm, asked for at once, and after a change of shape. */
export async function tiles(run: Run): Promise<Row[]> {
  const { wants, many } = run
  const rows: Row[] = []
  const database = await copiedDatabase(1, 10_000)
  await database.connection.script(PEER_TABLE)
  const shell = await openShell(database.url)
  try {
    const places = await tilesOf(database.connection.db, database.plans)
    if (wants('P1')) rows.push(...(await coldRows(shell, places, 'a plan of 10,000')))
    if (wants('P2')) rows.push(await warmRow(shell, places, run))
    if (wants('P3')) rows.push(await atOnceRow(shell, places))
    if (wants('P4')) rows.push(...(await editsRow(shell, database, run)))
  } finally {
    await shell.close()
    await database.connection.close()
  }
  if (wants('P1')) rows.push(...(await manyRows(many)))
  return rows
}

async function manyRows(many: number): Promise<Row[]> {
  const { connection, plans, url } = await filledDatabase(many, 10_000)
  await connection.script(PEER_TABLE)
  const shell = await openShell(url)
  try {
    return await coldRows(shell, await tilesOf(connection.db, plans), `${many} such plans in one server`)
  } finally {
    await shell.close()
    await connection.close()
  }
}

const pathOf = ({ plan, z, x, y }: TilePlace) => `/${plan}/1/${z}/${x}/${y}.mvt`

async function coldRows({ address }: Shell, places: TilePlace[], what: string): Promise<Row[]> {
  const ours: number[][] = []
  const peer: number[][] = []
  const warm: number[] = []
  for (let round = 0; round < 5; round++) {
    const maker = `${address}/api/r${round}`
    for (const plan of new Set(places.map(place => place.plan))) await get(`${maker}/plans/${plan}/tiles.json`)
    ours.push([])
    peer.push([])
    for (const place of places) {
      ours[round]!.push(await timed(() => get(`${maker}/tiles${pathOf(place)}`)))
      warm.push(await timed(() => get(`${maker}/tiles${pathOf(place)}`)))
      peer[round]!.push(await timed(() => get(`${address}/peer/${place.plan}/${place.z}/${place.x}/${place.y}`)))
    }
  }
  const figure = (times: number[][], share: number) => median(times.map(each => quantile(each, share)))
  const note = `${places.length} tiles z10-z15, 5 rounds, martin's SQL in the same shell; the same tile asked for again ${say(median(warm), 'ms')}, which is the way there and back`
  return [
    ratioRow(
      'P1',
      `cold tile, ${what}: median`,
      { ours: figure(ours, 0.5), peer: figure(peer, 0.5), unit: 'ms', most: 0.25 },
      note,
    ),
    ratioRow('P1', `cold tile, ${what}: p95`, {
      ours: figure(ours, 0.95),
      peer: figure(peer, 0.95),
      unit: 'ms',
      most: 0.33,
    }),
  ]
}

async function warmRow(shell: Shell, places: TilePlace[], { quick }: Run): Promise<Row> {
  const answers = []
  for (const place of places) {
    const url = `${shell.address}/api/tiles${pathOf(place)}`
    answers.push({ url, answer: await get(url) })
  }
  const near = (answer: { body: Buffer }) => Math.abs(answer.body.length - 30_000)
  const { url, answer } = answers.sort((a, b) => near(a.answer) - near(b.answer))[0]!
  const { connection: _, 'keep-alive': __, date: ___, ...headers } = answer.headers as Record<string, string>
  await giveBytes(shell, answer.body, headers)
  const ours: number[] = []
  const bare: number[] = []
  const spent: number[] = []
  for (let round = 0; round < 6; round++) {
    for (const [list, asked] of [
      [ours, url],
      [bare, `${shell.bare}/`],
    ] as const) {
      const before = (await shell.state()).cpu
      const rate = await requestsPerSecond(asked, { connections: 32, seconds: quick ? 1 : 2 })
      if (round > 0) list.push(rate)
      if (round === 5) spent.push(((await shell.state()).cpu - before) / (rate * (quick ? 1 : 2)))
    }
  }
  const ratio = median(ours) / median(bare)
  return {
    id: 'P2',
    what: `warm tile of ${say(answer.body.length / 1000, 'KB')}, 32 connections`,
    ours: say(median(ours), 'requests/s'),
    peer: say(median(bare), 'requests/s'),
    ratio,
    goal: '≥ 0.85×',
    met: ratio >= 0.85,
    note: `server's processor time ${say(spent[0]!, 'µs')} a request against ${say(spent[1]!, 'µs')} of bare node:http`,
  }
}

async function atOnceRow(shell: Shell, places: TilePlace[]): Promise<Row> {
  const place = places.find(({ z }) => z === 10)!
  const times = { one: [] as number[], all: [] as number[], warm: [] as number[] }
  let most_built = 0
  const ask = (maker: number, count: number) =>
    timed(() =>
      Promise.all(Array.from({ length: count }, () => get(`${shell.address}/api/r${maker}/tiles${pathOf(place)}`))),
    )
  for (let round = 0; round < 5; round++) {
    const [first, second] = [5 + round, 10 + round]
    for (const maker of [first, second]) await get(`${shell.address}/api/r${maker}/plans/${place.plan}/tiles.json`)
    times.one.push(await ask(first, 1))
    const before = (await shell.state()).packed
    times.all.push(await ask(second, 64))
    most_built = Math.max(most_built, (await shell.state()).packed - before)
    times.warm.push(await ask(second, 64))
  }
  const note = `${most_built} build; sending the same 64 answers warm takes ${say(median(times.warm), 'ms')}`
  const figures = { ours: median(times.all), peer: median(times.one), unit: 'ms', most: 1.5 }
  const row = ratioRow('P3', '64 identical cold requests, the densest z10 tile', figures, note)
  return { ...row, met: row.met && most_built === 1 }
}
