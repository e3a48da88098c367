import { Counter, Gauge, type Registry } from 'prom-client'
import { type Backup, Condition, type Examination, type Job, type Volume } from '#core/api/operations.ts'
import type { PoolState } from '../db/connect.ts'

/** How the server stands at the moment it is asked; what could not be read in time is undefined. */
export interface State {
  answers: boolean
  pool?: PoolState
  volumes?: Volume[]
  backup?: Backup | null
  examination?: Examination | null
  jobs: Job[]
  lost_lines: number
}

/** Shows a state as figures. What could not be read is left out, so that no old figure passes for a new one. */
export function stateMetrics(registry: Registry): (state: State) => void {
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge<L>({ name: `fullcover_${name}`, help, labelNames, registers: [registry] })
  const up = gauge('database_up', 'Whether the database answers within a second.')
  const connections = gauge('database_connections', 'Connections to PostgreSQL.', 'state')
  const most = gauge('database_connections_limit', 'The most connections to PostgreSQL.')
  const waiting = gauge('database_connection_waiters', 'Who waits for a connection to PostgreSQL.')
  const free = gauge(
    'volume_free_bytes',
    'Room left on the disk of the data, and of the backups if that is another.',
    'of',
  )
  const size = gauge('volume_size_bytes', 'Size of that disk.', 'of')
  const backup_at = gauge('backup_last_timestamp_seconds', 'When the newest whole backup was made; 0 without any.')
  const backup_size = gauge('backup_last_size_bytes', 'Size of the newest whole backup.')
  const examined_at = gauge('examination_last_timestamp_seconds', 'When the doctor last looked; 0 if never.')
  const condition = gauge('examination_condition', '1 for the condition the doctor last found.', 'condition')
  const jobs = gauge('jobs', 'Long jobs of this process.', 'state')
  const lost = new Counter({
    name: 'fullcover_log_lines_lost_total',
    help: 'Lines of the log that could not be written.',
    registers: [registry],
  })

  return state => {
    for (const each of [connections, free, size, condition]) each.reset()
    for (const each of [most, waiting, backup_at, backup_size, examined_at]) each.remove()
    up.set(Number(state.answers))
    lost.reset()
    lost.inc(state.lost_lines)
    for (const each of ['running', 'waiting'] as const)
      jobs.set({ state: each }, state.jobs.filter(job => job.state === each).length)
    if (state.pool) {
      connections.set({ state: 'used' }, state.pool.total - state.pool.idle)
      connections.set({ state: 'idle' }, state.pool.idle)
      waiting.set(state.pool.waiting)
      most.set(state.pool.most)
    }
    for (const { of, free_bytes, total_bytes } of state.volumes ?? []) {
      free.set({ of }, free_bytes)
      size.set({ of }, total_bytes)
    }
    if (state.backup !== undefined) {
      backup_at.set(seconds(state.backup?.made_at))
      backup_size.set(state.backup?.bytes ?? 0)
    }
    if (state.examination !== undefined) {
      examined_at.set(seconds(state.examination?.at))
      for (const each of CONDITIONS) condition.set({ condition: each }, Number(state.examination?.condition === each))
    }
  }
}

const CONDITIONS = Condition.enum
const seconds = (moment: string | undefined) => (moment === undefined ? 0 : Date.parse(moment) / 1000)
