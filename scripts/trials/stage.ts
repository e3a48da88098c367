import { mkdirSync, mkdtempSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, type ClusterPlace, makeCluster } from './cluster.ts'
import { fillBase } from './fill-base.ts'
import { AS_ROOT, freePort, run } from './programs.ts'
import { type Served, spawnServer, untilReady } from './served.ts'
import { Untried } from './trial.ts'

/** The plan every trial plays in. */
export interface Scene {
  plan: string
  compounds: number[]
  /** Paths of its tiles. */
  tiles: string[]
}

/** Where one trial plays: what it starts and makes here is gone when the trial is over. */
export interface Stage {
  folder: string
  quick: boolean
  scene: Scene
  /** How often something is done: so often, or fewer times with --quick. */
  times(full: number, quick: number): number
  /** A started cluster that holds the scene. */
  cluster(place?: Partial<ClusterPlace>): Promise<Cluster>
  /** The same, not started. */
  stoppedCluster(place?: Partial<ClusterPlace>): Promise<Cluster>
  /** A server that is ready. */
  server(url: string, env?: Record<string, string>): Promise<Served>
  /** One that may never be. */
  startServer(
    url: string,
    options?: { env?: Record<string, string>; port?: number; stdout?: number; through?: string[] },
  ): Promise<Served>
  /** A folder below that PostgreSQL may write to. */
  folderFor(name: string): Promise<string>
  /** A small disk of its own, in megabytes. */
  disk(name: string, megabytes: number): Promise<string>
  /** To be done when the trial is over, the last first. */
  later(undo: () => unknown): void
}

export interface Stages {
  open(name: string, quick: boolean): Promise<{ stage: Stage; close(): Promise<void> }>
  close(): Promise<void>
}

/** Prepares one filled cluster that every stage begins with a copy of. */
export async function openStages(): Promise<Stages> {
  const root = mkdtempSync(join(tmpdir(), 'fullcover-trials-'))
  await chmod(root, 0o755)
  const undo: (() => unknown)[] = [() => rm(root, { recursive: true, force: true })]
  const close = () => undoAll(undo)
  try {
    const base = await makeCluster({ folder: join(root, 'base') })
    undo.push(() => base.stop('immediate').catch(() => {}))
    const scene = await fillBase(base, join(root, 'base-files'))
    await base.stop()
    return {
      open: async (name, quick) => {
        const stage = openStage(join(root, name), base.data, scene, quick, undo)
        return stage
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function openStage(folder: string, like: string, scene: Scene, quick: boolean, outer: (() => unknown)[]) {
  mkdirSync(folder)
  const undo: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  const close = () => undoAll(undo)
  outer.push(close)
  let made = 0
  const stoppedCluster: Stage['stoppedCluster'] = async place => {
    made += 1
    const cluster = await makeCluster({ folder: join(folder, `cluster-${made}`), like, ...place })
    undo.push(() => cluster.stop('immediate').catch(() => {}))
    return cluster
  }
  const startServer: Stage['startServer'] = async (url, { env = {}, port, stdout, through } = {}) => {
    const place = { DATA_DIR: join(folder, 'files'), TMPDIR: tmp(folder) }
    const served = spawnServer(port ?? (await freePort()), { ...place, ...env, DATABASE_URL: url }, { stdout, through })
    undo.push(served.kill)
    return served
  }
  const stage: Stage = {
    folder,
    quick,
    scene,
    times: (full, few) => (quick ? few : full),
    stoppedCluster,
    cluster: async place => {
      const cluster = await stoppedCluster(place)
      await cluster.start()
      return cluster
    },
    startServer,
    server: async (url, env) => {
      const served = await startServer(url, { env })
      await untilReady(served, 240)
      return served
    },
    folderFor: async name => {
      const place = join(folder, name)
      mkdirSync(place)
      if (AS_ROOT) await run('chown', ['postgres', place])
      return place
    },
    disk: async (name, megabytes) => {
      if (!AS_ROOT) throw new Untried('small disks can be mounted by root alone')
      const place = join(folder, name)
      mkdirSync(place)
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place])
      undo.push(() => run('umount', ['-l', place]))
      await run('chown', ['postgres', place])
      return place
    },
    later: work => undo.push(work),
  }
  return { stage, close }
}

const tmp = (folder: string) => {
  const place = join(folder, 'tmp')
  mkdirSync(place, { recursive: true })
  return place
}

/** Undoes what was done, the last first; what cannot be undone stops nothing. */
async function undoAll(undo: (() => unknown)[]): Promise<void> {
  for (let work = undo.pop(); work; work = undo.pop())
    try {
      await work()
    } catch {}
}
