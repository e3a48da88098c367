import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Untried } from './trial.ts'

export const run = promisify(execFile)
export const AS_ROOT = process.getuid?.() === 0

/** Where PostgreSQL's programs are: as pg_config says, else Debian's newest folder. */
export const postgresPrograms = (): string => {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [configured(), ...versions.map(version => join(debian, version, 'bin'))]
  const found = folders.find(folder => folder && existsSync(join(folder, 'initdb')))
  if (!found) throw new Untried('the programs of PostgreSQL are not installed')
  return found
}

const configured = (): string | null => {
  try {
    return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}

/** PostgreSQL refuses to run as root: then its programs run as postgres. */
export const asPostgres = (name: string, args: string[], env: Record<string, string> = {}) => {
  const program = join(postgresPrograms(), name)
  const set = Object.entries(env).map(([key, value]) => `${key}=${value}`)
  return AS_ROOT
    ? run('runuser', ['-u', 'postgres', '--', 'env', ...set, program, ...args], { cwd: '/' })
    : run('env', [...set, program, ...args], { cwd: '/' })
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
