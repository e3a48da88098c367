import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Examination, JobFailure, Operations } from '#core/api/operations.ts'
import type { Opening } from '../accounts/opening.ts'
import { listBackups } from '../backups/list-backups.ts'
import { asAccount } from '../db/as-account.ts'
import { lastExamination } from '../doctor/last-examination.ts'
import { VERSION } from '../health/version.ts'
import type { OpenStreams } from '../live/open-streams.ts'
import type { Services } from '../services.ts'
import type { Jobs } from './jobs.ts'
import { packsUnderWay, versions } from './operations.queries.ts'
import { volumesOf } from './volumes.ts'

const LAUNCHER = join(import.meta.dirname, '../../fullcover')
/** What is typed before a backup's name: in the sealed archive there is no npm. */
const RESTORE = existsSync(LAUNCHER) ? `${LAUNCHER} restore` : 'npm run restore --'

export interface Operated extends Services {
  opening: Opening
  jobs: Jobs
  streams: OpenStreams
  backup_dir: string
  backups_kept: number
}

/** How the server is. Who only tries the product is told of demo plans alone, of no failure, no path and no screen of the county's. */
export async function operationsOf(
  { db, engine, data_dir, opening, jobs, streams, backup_dir, backups_kept }: Operated,
  more: { started_at: string; failures: JobFailure[] },
  is_guest: boolean,
): Promise<Operations> {
  const [{ packs, ...engines }, volumes, backups] = await Promise.all([
    asAccount(db, 'system', async trx => ({ ...(await versions(trx)), packs: await packsUnderWay(trx) })),
    volumesOf(data_dir, backup_dir),
    listBackups(backup_dir),
  ])
  const under_way = [...jobs.list(), ...packs]
  const open = streams.list()
  const plans = is_guest ? await demoPlans(opening, [...under_way, ...open]) : null
  const isTold = ({ plan }: { plan: string | null }) => plan === null || !plans || plans.has(plan)
  const followed = open.filter(isTold)
  const walls = followed.flatMap(({ device, demo, plan, since }) =>
    device !== null && demo === is_guest ? [{ device, plan, since }] : [],
  )
  const examination = lastExamination(data_dir)
  return {
    at: new Date().toISOString(),
    version: VERSION,
    engine,
    ...engines,
    started_at: more.started_at,
    volumes,
    examination: is_guest && examination ? withoutExamples(examination) : examination,
    backups,
    kept: backups_kept,
    backup_dir: is_guest ? null : backup_dir,
    restore_command: RESTORE,
    failures: is_guest ? [] : more.failures,
    jobs: under_way.filter(isTold),
    walls,
    other_pages: followed.length - walls.length,
  }
}

async function demoPlans(opening: Opening, of: { plan: string | null }[]): Promise<Set<string>> {
  const demo = new Set<string>()
  for (const plan of new Set(of.flatMap(({ plan }) => plan ?? []))) if (await opening.isDemo(plan)) demo.add(plan)
  return demo
}

const withoutExamples = (examination: Examination): Examination => ({
  ...examination,
  findings: examination.findings.map(finding => ({ ...finding, examples: [] })),
})
