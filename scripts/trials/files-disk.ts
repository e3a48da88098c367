import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './programs.ts'
import { fillDisk } from './small-disk.ts'
import { judge, type Trial } from './trial.ts'

const HOME = join(import.meta.dirname, '../..')

/** F5f: the disk with papers and backups is full. */
export const filesDisk: Trial = {
  id: 'F5f',
  name: 'disk full under papers and backups',
  must: 'an upload is refused with 503 storage_full, a backup fails with a sentence; nothing half stays; both work once there is room',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const disk = await stage.disk('papers', 48)
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url, { DATA_DIR: disk })
    const backups = join(disk, 'backups')
    const env = { ...process.env, DATABASE_URL: cluster.url, DATA_DIR: disk, BACKUP_DIR: backups, DEMO: 'off' }
    const backUp = () =>
      run(process.execPath, ['scripts/backup.ts'], { cwd: HOME, env }).then(
        ({ stdout }) => ({ ok: true, said: stdout }),
        (error: { stdout: string; stderr: string }) => ({ ok: false, said: error.stderr }),
      )
    const upload = (bytes: number) => {
      const content = Buffer.alloc(bytes)
      content.write('%PDF-1.7\n')
      return fetch(`${server.address}/api/plans/${stage.scene.plan}/files?name=a.pdf`, {
        method: 'POST',
        headers: { 'content-type': 'application/pdf' },
        body: content,
      })
    }
    const free = await fillDisk(disk, 100)
    const refused = await upload(4_000_000)
    const text = await refused.text()
    must(
      refused.status === 503 && text.includes('storage_full'),
      `an upload was answered ${refused.status} ${text.slice(0, 200)}`,
    )
    const arriving = readdirSync(join(disk, 'files/arriving'))
    must(arriving.length === 0, `${arriving.length} half uploads stayed`)
    const failed = await backUp()
    must(!failed.ok && /满|空间/.test(failed.said), `a backup on a full disk: ${failed.said.slice(0, 300)}`)
    const half = existsSync(backups) ? readdirSync(backups).filter(name => !name.endsWith('.lock')) : []
    must(half.length === 0, `of a failed backup stayed ${half.join(', ')}`)
    await free()
    const taken = await upload(4_000_000)
    await taken.text()
    must(taken.status === 201, `with room again an upload was answered ${taken.status}`)
    const made = await backUp()
    must(made.ok, `with room again a backup failed: ${made.said.slice(0, 200)}`)
    must(server.isAlive(), 'the server ended')
    figure(`upload ${refused.status}, then ${taken.status}; backup: ${failed.said.trim().split('\n')[0]}`)
    return outcome
  },
}
