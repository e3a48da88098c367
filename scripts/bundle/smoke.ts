import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The only programs beside the archive's own: nothing of them is Node. */
const BASICS = ['sh', 'readlink', 'dirname', 'id', 'env', 'cat', 'sleep']

/** Unpacks the archive into an empty folder and uses it in a network namespace that has loopback and nothing else. */
export async function smoke(archive: string, say: (line: string) => void): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'fullcover-smoke-'))
  try {
    const path = join(work, 'path')
    const home = join(work, 'home')
    mkdirSync(path)
    mkdirSync(home)
    for (const name of BASICS)
      symlinkSync(['/usr/bin', '/bin'].map(at => join(at, name)).find(existsSync)!, join(path, name))
    if (spawnSync('tar', ['-xzf', archive, '-C', work]).status !== 0) throw new Error(`${archive} 解不开。`)
    const folder = join(work, readdirSync(work).find(name => name.startsWith('fullcover-'))!)
    const env = { HOME: home, PATH: path, LANG: 'C.UTF-8', FULLCOVER_ENV: join(home, 'none') }
    const inside = `ip link set lo up && exec env -i ${Object.entries(env)
      .map(([name, value]) => `${name}='${value}'`)
      .join(' ')} '${folder}/bin/node' '${join(import.meta.dirname, 'smoke-inside.ts')}' '${folder}'`
    const user = process.getuid?.() === 0 ? [] : ['--map-root-user']
    const child = spawn('unshare', [...user, '--net', '--', 'sh', '-c', inside], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.setEncoding('utf8').on('data', text => say(text.trimEnd()))
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error('试运行没有通过，见上面最后一行。')
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
