import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Cluster, DATABASE, LOGIN } from './cluster.ts'
import { filesOf, sendImport } from './import-files.ts'
import { freePort } from './programs.ts'
import { spawnServer, untilReady } from './served.ts'
import type { Scene } from './stage.ts'

const ROLES = join(import.meta.dirname, '../../deploy/roles.sql')
const PLAN = 'xx-county-2024'

/** Sets a new cluster up as docs/deploy.md does: a plain login, an empty database, its roles and extensions. It runs afterwards. */
export async function prepareDatabase(cluster: Cluster): Promise<void> {
  await cluster.start()
  const client = new pg.Client({ host: '127.0.0.1', port: cluster.port, user: 'postgres', database: 'postgres' })
  await client.connect()
  await client.query(`create role ${LOGIN} login`)
  await client.query(`create database ${DATABASE}`)
  await client.end()
  await cluster.query(readFileSync(ROLES, 'utf8'))
  await cluster.query(`grant fullcover_owner to ${LOGIN}`)
}

/** Fills the plan of a new cluster by an import through the server. */
export async function fillBase(cluster: Cluster, data_dir: string): Promise<Scene> {
  await prepareDatabase(cluster)
  const server = spawnServer(await freePort(), { DATABASE_URL: cluster.url, DATA_DIR: data_dir })
  try {
    await untilReady(server)
    const answer = await sendImport(server, PLAN, filesOf(229, 'A'))
    if (answer.status !== 201) throw new Error(`the plan was not filled: ${await answer.text()}`)
  } finally {
    await server.stop()
  }
  const compounds = await cluster.query<{ id: string }>(
    `select id from subject where plan = $1 and kind = 'compound' order by id`,
    [PLAN],
  )
  const [head] = await cluster.query<{ revision: number }>(
    'select geometry_revision as revision from plan_head where plan = $1',
    [PLAN],
  )
  const tiles = TILES.map(tile => `/api/tiles/${PLAN}/${head!.revision}/${tile}.mvt`)
  return { plan: PLAN, compounds: compounds.map(({ id }) => Number(id)), tiles }
}

/** Tiles around the compounds of import-files.ts. */
const TILES = [12, 13, 14].flatMap(z => {
  const x = Math.floor(((112.0 + 180) / 360) * 2 ** z)
  const lat = (34.8 * Math.PI) / 180
  const y = Math.floor(((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * 2 ** z)
  return [`${z}/${x}/${y}`, `${z}/${x + 1}/${y}`, `${z}/${x}/${y - 1}`, `${z}/${x + 1}/${y - 1}`]
})
