import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import pg from 'pg'
import { BackupFailure } from './backup-failure.ts'

/** Debian keeps each major version's programs in a folder of its own. */
const DEBIAN = '/usr/lib/postgresql'

export interface Tool {
  path: string
  major: number
}

/** The oldest pg_dump or pg_restore here that knows a server of this major version: what it writes, the most servers read. */
export async function findTool(name: 'pg_dump' | 'pg_restore', major: number): Promise<Tool> {
  const debians = debianTools(name)
  const fits = (tool: Tool) => tool.major >= major
  const tool = debians.find(fits)
  if (tool) return tool
  const onPath = await versionOf(name)
  if (onPath && fits(onPath)) return onPath
  const have = debians.at(-1) ?? onPath
  throw new BackupFailure(
    'tool_missing',
    `数据库是 PostgreSQL ${major}，${have ? `这里只有 ${have.major} 版的` : '这里没有'} ${name}：请安装 postgresql-client-${major}（apt install postgresql-client-${major}）后重试。`,
  )
}

/** The oldest first. */
function debianTools(name: string): Tool[] {
  try {
    return readdirSync(DEBIAN)
      .map(version => ({ path: join(DEBIAN, version, 'bin', name), major: Number(version) }))
      .filter(({ path }) => existsSync(path))
      .sort((a, b) => a.major - b.major)
  } catch {
    return []
  }
}

async function versionOf(path: string): Promise<Tool | null> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'])
    const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]
    return major ? { path, major: Number(major) } : null
  } catch {
    return null
  }
}

/** How the programs of PostgreSQL reach the database of a URL: in the environment, for a command line is seen by everybody on the machine. */
export function reaching(url: string): NodeJS.ProcessEnv {
  const { host, port, user, database, password } = new pg.Client({ connectionString: url })
  // A socket's address has no host, which URL refuses.
  const asked = new URLSearchParams(url.split('?')[1])
  const ssl = asked.get('sslmode') ?? (asked.get('ssl') === 'true' ? 'require' : null)
  const given = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    PGSSLMODE: ssl === 'no-verify' ? 'require' : ssl,
    PGSSLROOTCERT: asked.get('sslrootcert'),
    PGSSLCERT: asked.get('sslcert'),
    PGSSLKEY: asked.get('sslkey'),
  }
  const set = Object.entries(given).filter(([, value]) => typeof value === 'string' && value !== '')
  return { ...process.env, ...Object.fromEntries(set), LC_ALL: 'C' }
}

interface Run {
  env: NodeJS.ProcessEnv
  signal: AbortSignal | undefined
  /** Hears each line of what it says about its work. */
  said: (line: string) => void
}

/** Runs a program to its end; where it fails, its own words are in the error. */
export async function runTool({ path }: Tool, args: string[], { env, signal, said }: Run): Promise<void> {
  const child = spawn(path, args, { env, signal, killSignal: 'SIGTERM', stdio: ['ignore', 'ignore', 'pipe'] })
  const faults: string[] = []
  createInterface({ input: child.stderr }).on('line', line => {
    if (/\b(error|fatal|detail|hint|could not)\b/i.test(line)) faults.push(line)
    said(line)
  })
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve()
      else reject(new Error(faults.slice(0, 5).join(' ') || `${path} ${killedBy ?? `exit ${code}`}`))
    })
  })
}
