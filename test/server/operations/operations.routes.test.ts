import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TracePage } from '#core/api/audit.ts'
import type { Backup, Examination, Operations } from '#core/api/operations.ts'
import { SUMS } from '../../../server/backups/check-sums.ts'
import { MANIFEST, type Manifest } from '../../../server/backups/manifest.ts'
import { makeJobs } from '../../../server/operations/jobs.ts'
import type { Watched } from '../../../server/operations/watched.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice, outcome, tokenIn } from '../accounts/client.ts'
import { addPeople, type County, openCounty } from '../accounts/county.ts'
import { openByFirstLink } from '../accounts/people.ts'

const EXAMINATION: Examination = {
  at: '2026-11-22T03:10:00.000Z',
  version: '0.1.0',
  engine: 'postgres',
  condition: 'poorly',
  took_ms: 1200,
  findings: [
    {
      check: 'files_orphaned',
      condition: 'poorly',
      found: 1,
      sentence: '多出 1 个文件。',
      examples: ['files/ab'],
      took_ms: 9,
    },
  ],
}

/** Work that lasts until it is let go, or called off. */
const heldWork = () => {
  let letGo = (_: unknown) => {}
  let fail = (_: Error) => {}
  const work = ({ progress, signal }: Watched) =>
    new Promise<unknown>((resolve, reject) => {
      letGo = resolve
      fail = reject
      progress?.(0.4)
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  return { work, letGo: (made: unknown) => letGo(made), fail: (error: Error) => fail(error) }
}

eachOwnEngine('how the server is', (connection, engine) => {
  let at: County
  let demo: County
  let office: Office
  let chief: Browser
  let guest: Browser
  let folder: string
  const jobs = makeJobs()
  const backup = heldWork()
  const examination = heldWork()
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fullcover-operations-'))
    at = await openCounty(connection(), null)
    demo = await openCounty(connection())
    await addPeople(connection(), demo.plan, [{ id: 'demo-administrator', role: 'administrator', demo: true }])
    office = await openOffice(
      connection(),
      { demo: true },
      {
        data_dir: folder,
        backup_dir: join(folder, 'backups'),
        backups_kept: 3,
        jobs,
        backup: (_, watched) => backup.work(watched) as Promise<Backup>,
        examine: watched => examination.work(watched) as Promise<Examination>,
      },
    )
    chief = await openByFirstLink(connection(), office)
    guest = new Browser(office)
    await guest.post('/session/demo', { role: 'administrator' })
  })
  afterAll(async () => {
    await office.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const now = async (browser = chief) => (await browser.get('/operations')).json() as Operations

  test('of a server nobody looked after yet there is nothing to tell but its versions and its room', async () => {
    const found = await now()
    expect(found).toMatchObject({
      engine,
      examination: null,
      backups: [],
      kept: 3,
      backup_dir: join(folder, 'backups'),
      failures: [],
      jobs: [],
      walls: [],
      other_pages: 0,
    })
    expect(found.database).toMatch(/^\d+(\.\d+)+$/)
    expect(found.postgis).toMatch(/^3\.\d/)
    const [data, ...others] = found.volumes
    expect(others, 'a folder that is not there yet lies on the disk it would be made on').toEqual([])
    expect(data!.free_bytes).toBeGreaterThan(0)
    expect(data!.total_bytes).toBeGreaterThanOrEqual(data!.free_bytes)
  })

  test('a backup is begun and answered at once, seen under way, refused a second time, and ends by itself', async () => {
    expect(outcome(await chief.post('/operations/backups'))).toBe('202 ok')
    expect((await now()).jobs).toMatchObject([{ kind: 'backup', state: 'running', progress: 0.4 }])
    expect(outcome(await chief.post('/operations/backups'))).toBe('409 wrong_state')
    backup.letGo(null)
    await expect.poll(async () => (await now()).jobs).toEqual([])
    expect((await now()).failures).toEqual([])
  })

  test('why a backup failed stays until one is whole; one that was stopped is no failure', async () => {
    await chief.post('/operations/backups')
    backup.fail(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
    await expect.poll(async () => (await now()).failures).toMatchObject([{ kind: 'backup' }])
    expect((await now()).failures[0]!.sentence).toContain('磁盘空间不足')
    await chief.post('/operations/backups')
    expect(outcome(await chief.delete('/operations/backups'))).toBe('204 ok')
    expect(await now()).toMatchObject({ jobs: [], failures: [{ kind: 'backup' }] })
    await chief.post('/operations/backups')
    backup.letGo(null)
    await expect.poll(async () => (await now()).failures).toEqual([])
    expect(outcome(await chief.delete('/operations/backups')), 'nothing to stop is nothing to complain of').toBe(
      '204 ok',
    )
  })

  test('what the command began on this server is not stopped from the page, and says where', async () => {
    const job = jobs.begin({ kind: 'backup', plan: null, of: null })
    expect(outcome(await chief.post('/operations/backups'))).toBe('409 wrong_state')
    const refused = await chief.delete('/operations/backups')
    expect(outcome(refused)).toBe('409 wrong_state')
    expect((refused.json() as { detail: string }).detail).toContain('Ctrl-C')
    job.end()
  })

  test('an examination is kept with where it was asked for; who only tries the product sees no places of faults', async () => {
    await chief.post('/operations/examinations')
    examination.letGo(EXAMINATION)
    await expect.poll(async () => (await now()).examination).toEqual({ ...EXAMINATION, by: 'page' })
    const { examination: shown, backup_dir, failures } = await now(guest)
    expect(shown!.findings).toEqual([{ ...EXAMINATION.findings[0], examples: [] }])
    expect({ backup_dir, failures }).toEqual({ backup_dir: null, failures: [] })
  })

  test('the demo’s administrator begins and stops nothing', async () => {
    for (const what of ['backups', 'examinations']) {
      expect(outcome(await guest.post(`/operations/${what}`))).toBe('403 not_allowed')
      expect(outcome(await guest.delete(`/operations/${what}`))).toBe('403 not_allowed')
    }
    expect((await now()).jobs).toEqual([])
  })

  test('backups that lie there whole are told, the newest first', async () => {
    const made = (name: string, reason: Backup['reason']) => {
      const path = join(folder, 'backups', name)
      mkdirSync(path, { recursive: true })
      const made_at = `${name.slice(0, 10)}T03:00:00.000Z`
      const about = {
        name,
        made_at,
        reason,
        engine,
        version: '0.1.0',
        schema: '0018-notices.sql',
        files: 4,
        bytes: 9_000,
        took_ms: 800,
      }
      const empty = { migrations: [], plans: [], rows: {}, missing: [], damaged: [] }
      const manifest: Manifest = { ...about, ...empty, database: '15.8', postgis: '3.3.2', dumped_by: 15 }
      writeFileSync(join(path, MANIFEST), JSON.stringify(manifest))
      writeFileSync(join(path, SUMS), '')
      return about
    }
    const older = made('2026-11-20T03-00-00Z', 'timer')
    const newer = made('2026-11-21T03-00-00Z', 'upgrade')
    expect((await now()).backups).toEqual([newer, older])
  })

  test('each beginning and each stop by hand is a trace, and so is a refused one', async () => {
    const { rows } = (await chief.get('/audit')).json() as TracePage
    const told = rows
      .filter(({ action }) => /backup|examination/.test(action))
      .map(({ action, code }) => `${action} ${code}`)
    expect(told).toContain('examination ok')
    expect(told).toContain('backup_stop ok')
    expect(told).toContain('POST /operations/backups wrong_state')
    expect(told.filter(each => each === 'backup ok')).toHaveLength(4)
  })

  test('walls are named by their screens, other pages are counted, and both are gone once they close', async () => {
    const { path } = (await chief.post('/devices', { name: '三楼会议室' })).json() as { path: string }
    const screen = new Browser(office)
    await screen.post('/session/display', { token: tokenIn(path) })
    await office.app.listen({ port: 0 })
    const { port } = office.app.server.address() as AddressInfo
    const leaving = new AbortController()
    const follow = (plan: string, cookies: Map<string, string>) =>
      fetch(`http://127.0.0.1:${port}/api/plans/${plan}/events`, {
        headers: { accept: 'text/event-stream', cookie: [...cookies].map(pair => pair.join('=')).join('; ') },
        signal: leaving.signal,
      })
    for (const [plan, cookies] of [
      [at.plan, screen.cookies],
      [at.plan, chief.cookies],
      [demo.plan, guest.cookies],
    ] as const)
      expect((await follow(plan, cookies)).status).toBe(200)
    const since = expect.stringMatching(/^20\d\d-/)
    expect(await now()).toMatchObject({ walls: [{ device: '三楼会议室', plan: at.plan, since }], other_pages: 2 })
    expect(JSON.stringify(await now()), 'nobody’s name').not.toMatch(/系统管理员|chief/)
    expect(await now(guest), 'of the county’s own plan nothing').toMatchObject({ walls: [], other_pages: 1 })
    leaving.abort()
    await expect.poll(() => now()).toMatchObject({ walls: [], other_pages: 0 })
  })
})
