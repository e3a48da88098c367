import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { addArea, addRevision, type RevisionRow } from '../../../server/areas/areas.queries.ts'
import { SUMS, sumsText } from '../../../server/backups/check-sums.ts'
import { folderName, MANIFEST, type Manifest } from '../../../server/backups/manifest.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { addObservations, addVerifications } from '../../../server/observations/observations.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { box, type MetresShape } from '../../helpers/metres.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCompounds, addTown, drawn } from '../areas/stage.ts'
import { close } from '../closings/close.ts'

export interface County {
  plan: string
  /** A plan with the real clock, of which nothing is said yet. */
  real: string
  town: number
  community: number
  /** The first three lie in areas, the fourth outside of them, the last two are not on the map. */
  compounds: number[]
  west: number
  east: number
  closing: number
  data_dir: string
  backup_dir: string
  papers: string[]
}

/** The same 600 by 200 metres in every test: a town with two areas side by side, and room to the east of them. */
export const WEST = box(0, 0, 200, 200)
export const EAST = box(200, 0, 400, 200)

export const revision = (area: number, number: number, shape: MetresShape): RevisionRow => ({
  ...{ area, revision: number, from_on: '2024-05-02', name: `区域 ${number}` },
  shape: drawn(shape) as unknown as RevisionRow['shape'],
  ...{ ground: 'enclosed', ground_note: null, shared_facilities: null, compounds: [], note: null, files: [] },
})

/** A filled county in which all is well, its papers and its backup. */
export async function openCounty(connection: Connection): Promise<County> {
  const { id: plan } = await newPlan(connection, 'xx-county-2024', '2024-11-05')
  const { id: real } = await newPlan(connection, 'mengjin-2019', null)
  const border = drawn(box(0, 0, 600, 200))
  const { town, community } = await addTown(connection, plan, { code: 'a', town: border, community: border })
  const compounds = await addCompounds(connection, plan, [
    { name: '甲', shape: drawn(box(20, 20, 80, 80)) },
    { name: '乙', shape: drawn(box(20, 120, 80, 180)), covered: false },
    { name: '丙', shape: drawn(box(320, 20, 380, 80)) },
    { name: '丁', shape: drawn(box(500, 20, 560, 80)) },
    { name: '戊', shape: null },
    { name: '己', shape: null, covered: false },
  ])
  const [west, east] = await addAreas(connection, plan, town)
  await observe(connection, plan, community, compounds)
  const closing = await close(connection, plan, { as_of: '2024-10-31', from_on: '2024-10-01' })
  const [data_dir, backup_dir] = ['data', 'backups'].map(name => mkdtempSync(join(tmpdir(), `doctor-${name}-`)))
  const papers = await addPapers(connection, plan, data_dir!)
  addBackup(backup_dir!, new Date())
  return {
    plan,
    real,
    town,
    community,
    compounds,
    west: west!,
    east: east!,
    closing,
    data_dir: data_dir!,
    backup_dir: backup_dir!,
    papers,
  }
}

const addAreas = (connection: Connection, plan: string, town: number): Promise<number[]> =>
  write(
    connection,
    plan,
    async (trx, at) => {
      const areas = await addSubjects(
        trx,
        at,
        ['west', 'east'].map(code => ({ kind: 'area' as const, code })),
      )
      for (const [i, id] of areas.entries()) {
        await addArea(trx, { id, plan, kind: 'management_area', town, community: null })
        await addRevision(trx, at, revision(id, 1, i === 0 ? WEST : EAST))
      }
      return areas
    },
    true,
  )

/** Of whose task they are, of their community, and what was verified, returned and taken back. */
const observe = (connection: Connection, plan: string, community: number, compounds: number[]) =>
  write(connection, plan, async (trx, at) => {
    const said = (indicator: string, value: string, effective_on: string) =>
      compounds.map(subject => ({ subject, indicator, value, effective_on }))
    await addObservations(trx, at, [
      ...said('community', String(community), '2024-01-01'),
      ...said('roster', 'in', '2024-01-01'),
      ...said('unit_yard', 'true', '2024-03-01'),
    ])
    const [one, two] = await addObservations(trx, at, [
      { subject: compounds[1]!, indicator: 'management', value: 'floating', effective_on: '2024-06-01' },
      { subject: compounds[5]!, indicator: 'management', value: 'none', effective_on: '2024-07-01' },
    ])
    await addVerifications(trx, at, [
      { observation: one!, verdict: 'verified' },
      { observation: two!, verdict: 'returned', reason: '看不清' },
    ])
    await addObservations(trx, at, [
      { subject: compounds[1]!, indicator: 'management', value: 'professional', effective_on: '2024-09-01' },
      { subject: compounds[4]!, indicator: 'merged_into', value: String(compounds[3]), effective_on: '2024-08-01' },
    ])
  })

const CONTENTS = ['合同', '照片', '通知'].map(text => Buffer.from(text))
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Papers with their contents; their paths below the data folder. */
async function addPapers({ db }: Connection, plan: string, data_dir: string): Promise<string[]> {
  const papers: string[] = []
  for (const bytes of CONTENTS) {
    const sha256 = sha256Of(bytes)
    await sql`insert into file (plan, sha256, type, bytes, name, account) values (${plan}, ${sha256}, 'pdf', ${bytes.length}::bigint, 'a.pdf', 'local')`.execute(
      db,
    )
    papers.push(`files/${sha256.slice(0, 2)}/${sha256}`)
    put(join(data_dir, papers.at(-1)!), bytes)
  }
  return papers
}

export function put(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

/** A backup as it lies there whole; what is in the dump is not looked at. */
export function addBackup(backup_dir: string, at: Date): string {
  const name = folderName(at)
  const manifest: Manifest = {
    ...{
      name,
      made_at: at.toISOString(),
      reason: 'timer',
      engine: 'postgres',
      version: '0.1.0',
      schema: '0018-notices.sql',
    },
    ...{ files: 1, bytes: 10, took_ms: 5, database: '15', postgis: '3.3', dumped_by: 15 },
    ...{ migrations: [], plans: [], rows: {}, missing: [], damaged: [] },
  }
  const contents = { [MANIFEST]: JSON.stringify(manifest), 'database.dump': 'dump', 'files/ab/abc': 'paper' }
  for (const [path, text] of Object.entries(contents)) put(join(backup_dir, name, path), text)
  const sums = new Map(Object.entries(contents).map(([path, text]) => [path, sha256Of(Buffer.from(text))]))
  put(join(backup_dir, name, SUMS), sumsText(sums))
  return name
}
