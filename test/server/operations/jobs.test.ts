import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asAccount } from '../../../server/db/as-account.ts'
import { toGeoJson } from '../../../server/imports/gdal.ts'
import { makeJobs } from '../../../server/operations/jobs.ts'
import { packsUnderWay } from '../../../server/operations/operations.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { addPeople, openCounty } from '../accounts/county.ts'
import { close } from '../closings/close.ts'

const IMPORT = { kind: 'import', plan: 'p', of: null } as const
const POINT = new TextEncoder().encode(
  '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[112.4,34.8]}}]}',
)

test('a job is listed while it lasts, and gone when its work fails, too', async () => {
  const jobs = makeJobs()
  const failing = jobs.during(IMPORT, async () => {
    await setImmediate()
    throw new Error('the file is damaged')
  })
  expect(jobs.list()).toMatchObject([{ ...IMPORT, state: 'running', progress: null }])
  await expect(failing).rejects.toThrow('damaged')
  expect(jobs.list()).toEqual([])
})

test('what is told of progress stays between nothing and all', () => {
  const jobs = makeJobs()
  const { progress } = jobs.begin({ kind: 'backup', plan: null, of: null })
  for (const [told, kept] of [
    [-0.1, 0],
    [0.5, 0.5],
    [1.2, 1],
  ] as const) {
    progress(told)
    expect(jobs.list()[0]!.progress).toBe(kept)
  }
})

test('of two imports that need GDAL one reads and the other waits for its turn', async () => {
  const jobs = makeJobs()
  const read = () => toGeoJson(new Map([['a.geojson', POINT]]), 'a.geojson', { crs: 'EPSG:4326' }, 'a.geojson')
  const both = [jobs.during(IMPORT, read), jobs.during(IMPORT, read)]
  const seen = new Set<string>()
  while (jobs.list().length > 0) {
    const states = jobs.list().map(({ state }) => state)
    seen.add(states.sort().join(' '))
    await setImmediate()
  }
  expect([...seen]).toContain('running waiting')
  for (const { geojson } of await Promise.all(both)) expect(geojson).toContain('112.4')
})

eachEngine('packs under way', connection => {
  test('those that are made and those that wait for their parts; not one left a day ago, a dead maker’s or one that is done', async () => {
    const { db } = connection()
    const { plan } = await openCounty(connection())
    const closing = await close(connection(), plan, { title: '十月推进会', from_on: '2024-10-01', as_of: '2024-10-16' })
    const people = ['busy', 'dead', 'patient', 'gone', 'ready'].map(name => ({
      id: `${plan}-${name}`,
      role: 'office' as const,
    }))
    await addPeople(connection(), plan, people)
    const packs = [
      { state: 'making', ago: '5 minutes', beat: '1 second' },
      { state: 'making', ago: '5 minutes', beat: '1 minute' },
      { state: 'waiting', ago: '1 minute', beat: null },
      { state: 'waiting', ago: '25 hours', beat: null },
      { state: 'done', ago: '1 hour', beat: '1 second' },
    ]
    for (const [i, { state, ago, beat }] of packs.entries())
      await sql`insert into pack (plan, closing, account, state, progress, begun_at, beat_at, zip_sha256, zip_bytes) values (
        ${plan}, ${closing}, ${people[i]!.id}, ${state}, 0.25, clock_timestamp() - ${ago}::interval,
        clock_timestamp() - ${beat}::interval, ${state === 'done' ? 'a'.repeat(64) : null}, ${state === 'done' ? 9 : null}::bigint
      )`.execute(db)
    const found = (await asAccount(db, 'system', packsUnderWay)).filter(job => job.plan === plan)
    expect(found).toMatchObject([
      { kind: 'pack', state: 'running', progress: 0.25 },
      { kind: 'pack', state: 'waiting', progress: null },
    ])
    for (const { of, since } of found)
      expect([of, since]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/Z$/)])
  })
})
