import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../../server/db/connect.ts'
import { keepExamination } from '../../../server/doctor/last-examination.ts'
import { makeStatements } from '../../../server/logs/statements.ts'
import { makeJobs } from '../../../server/operations/jobs.ts'
import { eachEngine, onPostgres } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { type Office, openOffice } from '../accounts/client.ts'
import { ROUTES } from '../accounts/routes-table.ts'

const read = async (app: FastifyInstance): Promise<Map<string, number>> => {
  const { statusCode, payload } = await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })
  expect(statusCode).toBe(200)
  const lines = payload.split('\n').filter(line => line && !line.startsWith('#'))
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

/** Without its buckets: how often each series of a histogram was observed, and every other series. */
const seriesOf = (figures: Map<string, number>) => [...figures.keys()].filter(name => !/_(bucket|sum)\b/.test(name))

eachEngine('the metrics', (connection, engine) => {
  let office: Office
  let data_dir: string
  const jobs = makeJobs()
  beforeAll(async () => {
    data_dir = mkdtempSync(join(tmpdir(), 'fullcover-metrics-'))
    office = await openOffice(connection(), {}, { data_dir, jobs, metrics_allow: ['10.1.0.0/16', '2001:db8::7'] })
  })
  afterAll(async () => {
    await office.close()
    rmSync(data_dir, { recursive: true, force: true })
  })

  test('are for this machine and whom it names; to everybody else there is no such page', async () => {
    const ask = async (remoteAddress: string, headers = {}, url = '/metrics') => {
      const answer = await office.app.inject({ url, remoteAddress, headers })
      const { date: _, ...rest } = answer.headers
      return { status: answer.statusCode, headers: rest, body: answer.payload.replaceAll(url, '') }
    }
    for (const allowed of ['127.0.0.1', '::1', '10.1.200.3', '2001:db8::7', '::ffff:10.1.0.9'])
      expect((await ask(allowed)).status, allowed).toBe(200)
    const nowhere = await ask('10.2.0.1', {}, '/metricz')
    expect(nowhere.status).toBe(404)
    expect(await ask('10.2.0.1')).toEqual(nowhere)
    const handed_on = { 'x-forwarded-for': '10.1.0.9' }
    expect((await ask('127.0.0.1', handed_on)).status).toBe(404)
    expect((await ask('10.1.0.9', handed_on)).status).toBe(404)
  })

  test('tell of requests by the route’s pattern, whatever addresses are asked for', async () => {
    const { id } = await newPlan(connection())
    for (let n = 0; n < 30; n++) {
      await office.app.inject(`/api/plans/${id}/compounds/${n + 1}?q=${n}`)
      await office.app.inject(`/nothing/${n}`)
      await office.app.inject(`/api/nothing/${n}`)
    }
    const series = seriesOf(await read(office.app)).filter(name => name.includes('http_request_duration'))
    const of = (text: string) => series.filter(name => name.includes(text))
    expect(of(id)).toEqual([])
    expect(of('/api/plans/:plan/compounds/:id"')).toHaveLength(1)
    expect(of('route="unknown"')).toEqual([
      'fullcover_http_request_duration_seconds_count{route="unknown",method="GET",status="4xx"}',
    ])
    expect(series.length).toBeLessThan(Object.keys(ROUTES).length)
  })

  test('tell of the database, the disk, the last examination and the jobs', async () => {
    const before = await read(office.app)
    expect(before.get('fullcover_database_up')).toBe(1)
    expect(before.get('fullcover_backup_last_timestamp_seconds')).toBe(0)
    expect(before.get('fullcover_examination_last_timestamp_seconds')).toBe(0)
    expect(before.get('fullcover_volume_free_bytes{of="data"}')).toBeGreaterThan(0)
    expect(before.get(`fullcover_build_info{version="0.1.0",engine="${engine}"}`)).toBe(1)
    expect(before.get('fullcover_http_requests_in_flight')).toBe(1)
    const at = '2026-11-20T02:00:00.000Z'
    keepExamination(data_dir, { at, version: '0.1.0', engine, condition: 'poorly', took_ms: 1, findings: [] })
    const job = jobs.begin({ kind: 'pack', plan: null, of: null })
    const after = await read(office.app)
    job.end()
    expect(after.get('fullcover_examination_last_timestamp_seconds')).toBe(Date.parse(at) / 1000)
    expect(after.get('fullcover_examination_condition{condition="poorly"}')).toBe(1)
    expect(after.get('fullcover_examination_condition{condition="ill"}')).toBe(0)
    expect(after.get('fullcover_jobs{state="running"}')).toBe(1)
  })

  test('leave out what cannot be read, rather than show it as none', async () => {
    const own = await openOffice(connection(), {}, { data_dir, backup_dir: join(data_dir, 'examination.json') })
    const figures = await read(own.app)
    await own.close()
    expect(figures.has('fullcover_backup_last_timestamp_seconds')).toBe(false)
    expect(figures.has('fullcover_database_connections_limit')).toBe(false)
    expect(figures.get('fullcover_database_up')).toBe(1)
  })

  test('count a stream of events while it is open', async () => {
    const { id } = await newPlan(connection())
    await office.app.listen({ port: 0 })
    const { port } = office.app.server.address() as AddressInfo
    const leaving = new AbortController()
    const headers = { accept: 'text/event-stream' }
    await fetch(`http://127.0.0.1:${port}/api/plans/${id}/events`, { headers, signal: leaving.signal })
    const open = async () => (await read(office.app)).get('fullcover_event_streams_open')
    expect(await open()).toBe(1)
    leaving.abort()
    await expect.poll(open).toBe(0)
  })
})

onPostgres('the metrics', (connection, url) => {
  test('answer within a second or so while no connection is to be had, and say so', async () => {
    const statements = makeStatements(100)
    const own = await connect({ database_url: url(), data_dir: '', pool_size: 1, statements })
    const office = await openOffice({ ...own, listen: connection().listen }, {}, { statements, pool: own.pool })
    await read(office.app)
    await own.db.transaction().execute(async trx => {
      await sql`select pg_sleep(0.12)`.execute(trx)
      const began = performance.now()
      const figures = await read(office.app)
      expect(performance.now() - began).toBeLessThan(3000)
      expect(figures.get('fullcover_database_up')).toBe(0)
      expect(figures.get('fullcover_database_connections{state="used"}')).toBe(1)
      expect(figures.get('fullcover_database_connections_limit')).toBe(1)
      expect((await read(office.app)).get('fullcover_database_connection_waiters')).toBe(1)
    })
    await sleep(20)
    const figures = await read(office.app)
    expect(figures.get('fullcover_database_up')).toBe(1)
    expect(figures.get('fullcover_database_slow_statements_total')).toBeGreaterThan(0)
    expect(figures.get('fullcover_database_statement_duration_seconds_count{outcome="ok"}')).toBeGreaterThan(1)
    await office.close()
    await own.close()
  })
})
