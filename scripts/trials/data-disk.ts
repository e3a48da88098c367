import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginLoad, countsOf, lostOf, save } from './load.ts'
import { signInOffice } from './sign-in.ts'
import { fillDisk } from './small-disk.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

/** F5: the disk with the database's tables is full, its log of writes lies elsewhere. */
export const dataDisk: Trial = {
  id: 'F5',
  name: 'disk full under the tables of the database',
  must: 'saves are refused with 503 storage_full and its sentence, reading and sessions go on, and saving does again by itself once there is room',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const disk = await stage.disk('tables', 400)
    const cluster = await stage.cluster({ folder: `${disk}/cluster`, wal: await stage.folderFor('wal') })
    const server = await stage.server(cluster.url)
    const headers = { cookie: await signInOffice(server, join(stage.folder, 'files')), origin: server.address }
    const read = (path: string) => fetch(`${server.address}${path}`, { headers })
    const acknowledged: number[] = []
    const frees: (number | null)[] = []
    for (let round = 0; round < stage.times(3, 1); round++) {
      const free = await fillDisk(disk, 64)
      const load = beginLoad(server, stage.scene, { readers: 2, writers: 4, headers })
      const full = await until(() => load.samples.some(({ kind, status }) => kind === 'write' && status === 503), 60)
      await sleep(3000)
      const reads = load.samples.filter(({ kind, status }) => kind === 'read' && status >= 400)
      const session = await (await read('/api/session')).text()
      await load.stop()
      acknowledged.push(...load.acknowledged)
      const refused = load.samples.filter(({ status }) => status >= 400)
      figure(`${countsOf(load.samples)}`)
      must(full !== null, 'the disk did not become full')
      must(reads.length === 0, `reading was refused: ${countsOf(reads)}`)
      must(
        refused.every(({ status }) => status === 503),
        `saving was refused with ${countsOf(refused)}`,
      )
      must(
        [...load.refusals].every(text => text.includes('storage_full') && text.includes('存储已满')),
        `it said ${[...load.refusals].join(' ').slice(0, 400)}`,
      )
      must(session.includes('"clerk"'), `the session is gone: ${session.slice(0, 100)}`)
      await free()
      frees.push(await until(async () => (await save(server, stage.scene, round, headers)).status === 201, 20))
    }
    const { lost, broken } = await lostOf(cluster, acknowledged)
    figure(
      `${acknowledged.length} saves acknowledged, ${lost} lost; saving again ${frees.map(said).join(', ')} after there was room`,
    )
    must(lost === 0 && broken === 0, `${lost} acknowledged saves gone, ${broken} seals broken`)
    must(!frees.includes(null), 'saving does not go on when there is room')
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}
